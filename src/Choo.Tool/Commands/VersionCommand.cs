using Choo.Tool.Cli;

namespace Choo.Tool.Commands;

/// <summary><c>version</c>, where options keep it from the short way.</summary>
internal static class VersionCommand
{
    public static CommandSpec Spec => new("version", "print the version, the commit it was built from and the runtime", Execute)
    {
        ExitCodes = [ExitCode.Done, ExitCode.WrongUsage],
        Examples = [new("version", "for a bug report"), new("--version", "only the number")],
    };

    private static Task<int> Execute(Invocation invocation)
    {
        invocation.Console.Out.Write(VersionText.Full());
        return Task.FromResult(0);
    }
}

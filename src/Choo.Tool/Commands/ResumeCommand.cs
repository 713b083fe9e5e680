using Choo.Engine;
using Choo.Tool.Cli;

namespace Choo.Tool.Commands;

/// <summary><c>resume</c>.</summary>
internal static class ResumeCommand
{
    public static CommandSpec Spec => new("resume", "continue the last run", ExecuteAsync)
    {
        StopsInOrder = true,
        Options =
        [
            CommonOptions.Parallelism with { Default = "as when the run started", Variable = null }, CommonOptions.Provider with { Default = "as when the run started", Variable = null },
            CommonOptions.Accept, CommonOptions.NoTui, CommonOptions.Output, CommonOptions.JsonEvents, CommonOptions.Report, CommonOptions.Verbosity,
        ],
        Examples =
        [
            new("resume", "after Ctrl+C, a crash or a failed unit; completed tasks are not repeated"),
            new("resume -p 1", "the same, one unit at a time"),
            new("resume --accept parser", "also land parser, whose changed tests you have reviewed"),
        ],
        ExitCodes = ExitCode.OfRun,
    };

    private static Task<int> ExecuteAsync(Invocation invocation) =>
        WatchedRun.ExecuteAsync(invocation, observer => ChooHost.ResumeAsync(invocation.Request(), observer, invocation.Stop));
}

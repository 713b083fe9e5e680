using Choo.Engine;
using Choo.Tool.Cli;

namespace Choo.Tool.Commands;

/// <summary><c>retry</c>.</summary>
internal static class RetryCommand
{
    public static CommandSpec Spec => new("retry", "retry a failed unit of the last run, and the units it blocks", ExecuteAsync)
    {
        StopsInOrder = true,
        Arguments = [CommonOptions.UnitArgument],
        Options =
        [
            CommonOptions.Parallelism with { Default = "as when the run started", Variable = null }, CommonOptions.Provider with { Default = "as when the run started", Variable = null },
            CommonOptions.NoTui, CommonOptions.Output, CommonOptions.JsonEvents, CommonOptions.Report, CommonOptions.Verbosity,
        ],
        Examples =
        [
            new("retry parser", "with its spec as committed now; completed tasks are kept"),
            new("retry parser --provider codex", "with another agent, if its plan names none"),
        ],
        ExitCodes = ExitCode.OfRun,
    };

    private static Task<int> ExecuteAsync(Invocation invocation) => WatchedRun.ExecuteAsync(
        invocation, observer => ChooHost.ResumeAsync(invocation.Request() with { Retry = invocation.Argument(0) }, observer, invocation.Stop));
}

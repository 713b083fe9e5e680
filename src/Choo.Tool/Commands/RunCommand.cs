using Choo.Engine;
using Choo.Tool.Cli;

namespace Choo.Tool.Commands;

/// <summary><c>run</c>.</summary>
internal static class RunCommand
{
    private static readonly OptionSpec Resume = new("resume", "continue the newest run if it was interrupted; otherwise start one");

    public static CommandSpec Spec => new("run", "run the committed specs; land what passes its gates", ExecuteAsync)
    {
        StopsInOrder = true,
        Arguments = [CommonOptions.TasksDir],
        Options =
        [
            CommonOptions.Parallelism, CommonOptions.Target, CommonOptions.Feature, CommonOptions.DryRun, Resume, CommonOptions.Unit, CommonOptions.Tasks,
            CommonOptions.Provider, CommonOptions.ForcedProvider, CommonOptions.NoMerge, CommonOptions.NoTui, CommonOptions.Output,
            CommonOptions.JsonEvents, CommonOptions.Report, CommonOptions.Verbosity,
            CommonOptions.Json with { Help = "with --dry-run: print the plan as one JSON document" },
        ],
        Examples =
        [
            new("run", "all units, onto the branch that is checked out"),
            new("run -n", "what would run, in which order, with which agent"),
            new("run --unit parser -p 2", "one unit and what it depends on"),
            new("run --provider codex -t main", "another agent, onto main"),
            new("run --feature shop", "units onto feature/shop; one pull request at the end"),
            new("run --output ndjson | jq .type", "print events as JSON lines"),
            new("run --report junit=choo.xml", "write a JUnit report"),
        ],
        ExitCodes = ExitCode.OfRun,
    };

    private static async Task<int> ExecuteAsync(Invocation invocation)
    {
        if (invocation[CommonOptions.Feature] is not null && invocation.Has(CommonOptions.NoMerge))
        {
            throw new UsageException("--feature gathers the units on one branch, and --no-merge leaves each on its own; give one of them");
        }

        var request = invocation.Request(invocation.Argument(0));
        if (invocation.Has(CommonOptions.DryRun))
        {
            return PlanCommand.Print(invocation, request, await ChooHost.DryRunAsync(request, GoesOn(invocation), invocation.Token).ConfigureAwait(false));
        }

        return invocation.Has(CommonOptions.Json)
            ? throw new UsageException("--json needs --dry-run; for a run's events use --output ndjson")
            : await WatchedRun.ExecuteAsync(invocation, observer => GoesOn(invocation)
                ? ChooHost.ResumeAsync(request, observer, invocation.Stop)
                : ChooHost.RunAsync(request, observer, invocation.Stop)).ConfigureAwait(false);
    }

    private static bool GoesOn(Invocation invocation) =>
        invocation.Has(Resume) && RunHistory.Latest(invocation.Folder) is { StateName: "interrupted" };
}

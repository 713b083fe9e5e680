using Choo.Engine;
using Choo.Tool.Cli;
using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Tool.Commands;

/// <summary><c>cleanup</c>.</summary>
internal static class CleanupCommand
{
    private static readonly OptionSpec ResetState = new("reset-state", "also reset every task to pending; only the status lines change");

    public static CommandSpec Spec => new("cleanup", "remove leftovers of earlier runs, but nothing that could be lost", ExecuteAsync)
    {
        StopsInOrder = true,
        Arguments = [CommonOptions.TasksDir],
        Options = [ResetState, CommonOptions.DryRun, CommonOptions.Tasks],
        Examples =
        [
            new("cleanup -n", "what would be removed"),
            new("cleanup", "remove worktrees that have no uncommitted work and whose commits a ref keeps"),
            new("cleanup --reset-state", "start the specs over"),
        ],
        ExitCodes = [ExitCode.Done, ExitCode.Wrong, new(3, "something was kept; the warnings say what and why")],
    };

    private static async Task<int> ExecuteAsync(Invocation invocation)
    {
        var dry = invocation.Has(CommonOptions.DryRun);
        var request = invocation.Request(invocation.Argument(0));
        var report = await Cleanup.RunAsync(request, invocation.Has(ResetState), dry, invocation.Token).ConfigureAwait(false);
        Problems.Print(invocation.Console.Error, report.Diagnostics.Concat(report.Kept));
        if (Problems.AnyError(report.Diagnostics))
        {
            return 2;
        }

        Print(invocation, report, dry);
        return report.Kept.Count > 0 ? 3 : 0;
    }

    private static void Print(Invocation invocation, CleanupReport report, bool dry)
    {
        var output = invocation.Console.Out;
        foreach (var removed in report.Removed)
        {
            output.WriteLine($"{(dry ? "would remove" : "removed")} {removed}");
        }

        if (report.Removed.Count == 0)
        {
            output.WriteLine("nothing to remove");
        }

        if (invocation.Has(ResetState))
        {
            output.WriteLine($"{(dry ? "would set back" : "set back")} {Amounts.Count(report.ResetTasks, "task")} of {Amounts.Count(report.ResetUnits, "unit")}");
        }
    }
}

using System.Collections.Immutable;
using Choo.Core.Planning;
using Choo.Engine;
using Choo.Tool.Cli;
using Choo.Views.Json;
using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Tool.Commands;

/// <summary><c>plan</c>, and <c>run --dry-run</c>.</summary>
internal static class PlanCommand
{
    public static CommandSpec Spec => new("plan", "show what would run, in which order, with which agent and gate", ExecuteAsync)
    {
        Arguments = [CommonOptions.TasksDir],
        Options =
        [
            CommonOptions.Unit, CommonOptions.Tasks, CommonOptions.Target, CommonOptions.Parallelism,
            CommonOptions.Provider, CommonOptions.ForcedProvider, CommonOptions.Json,
        ],
        Examples =
        [
            new("plan", "the working tree's specs ('run -n' shows the committed ones)"),
            new("plan --unit parser", "one unit and what it depends on"),
            new("plan --json", "for programs"),
        ],
    };

    /// <summary>Prints a plan with its problems. 0, or 2 when there is none.</summary>
    public static int Print(Invocation invocation, RunRequest request, PlanReport report)
    {
        Problems.Print(invocation.Console.Error, report.Diagnostics);
        if (invocation.Has(CommonOptions.Json))
        {
            JsonText.Print(invocation.Console.Out, json => PlanJson.Write(json, report.Plan ?? Nothing, report.Defaults));
        }
        else if (report.Plan is { } plan)
        {
            foreach (var line in PlanText.Lines(plan, report.Defaults, report.Target, request.Parallelism ?? report.Config.Parallelism))
            {
                invocation.Console.Out.WriteLine(OneLine.Of(line));
            }
        }

        return report.Plan is null ? 2 : 0;
    }

    private static Plan Nothing => new() { Units = [], LevelOf = ImmutableDictionary<string, int>.Empty, Levels = [], Order = [], CriticalPath = [] };

    private static async Task<int> ExecuteAsync(Invocation invocation)
    {
        var request = invocation.Request(invocation.Argument(0));
        return Print(invocation, request, await ChooHost.PlanAsync(request, invocation.Token).ConfigureAwait(false));
    }
}

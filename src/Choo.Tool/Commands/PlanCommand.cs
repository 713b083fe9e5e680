using System.Collections.Immutable;
using Choo.Core.Planning;
using Choo.Engine;
using Choo.Tool.Cli;
using Choo.Views.Graphs;
using Choo.Views.Json;
using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Tool.Commands;

/// <summary><c>plan</c>, and <c>run --dry-run</c>.</summary>
internal static class PlanCommand
{
    private static readonly OptionSpec Graph = new("graph", "print only the graph of the units: mermaid, dot (Graphviz) or svg; above 100 units it shows stages")
    {
        Value = "FORM",
        Choices = ["mermaid", "dot", "svg"],
    };

    public static CommandSpec Spec => new("plan", "show what would run, in which order, with which agent and gate", ExecuteAsync)
    {
        Arguments = [CommonOptions.TasksDir],
        Options =
        [
            CommonOptions.Unit, CommonOptions.Tasks, CommonOptions.Target, CommonOptions.Feature, CommonOptions.Parallelism,
            CommonOptions.Provider, CommonOptions.ForcedProvider, Graph, CommonOptions.Json,
        ],
        Examples =
        [
            new("plan", "the working tree's specs ('run -n' shows the committed ones)"),
            new("plan --unit parser", "one unit and what it depends on"),
            new("plan --graph mermaid", "a picture of the units for a page of Markdown"),
            new("plan --json", "for programs"),
        ],
    };

    /// <summary>Prints a plan with its problems. 0, or 2 when there is none.</summary>
    public static int Print(Invocation invocation, RunRequest request, PlanReport report)
    {
        Problems.Print(invocation.Console.Error, report.Diagnostics);
        var feature = FeatureOf(request, report);
        if (invocation.Has(CommonOptions.Json))
        {
            JsonText.Print(invocation.Console.Out, json => PlanJson.Write(json, report.Plan ?? Nothing, report.Defaults, report.Plan is null ? null : feature));
        }
        else if (report.Plan is { } plan && invocation[Graph] is { } form)
        {
            invocation.Console.Out.Write(Drawn(PlanGraph.Of(plan), form));
        }
        else if (report.Plan is not null)
        {
            foreach (var line in PlanText.Lines(report.Plan, report.Defaults, feature?.Branch ?? report.Target, request.Parallelism ?? report.Config.Parallelism))
            {
                invocation.Console.Out.WriteLine(OneLine.Of(line));
            }

            foreach (var line in feature is { } gathered ? FeatureText.OfPlan(gathered.Branch, gathered.Target, gathered.IsNew) : [])
            {
                invocation.Console.Out.WriteLine(OneLine.Of(line));
            }
        }

        return report.Plan is null ? 2 : 0;
    }

    /// <summary>The feature that was asked for. A plan of the working tree looks at no branches.</summary>
    private static PlannedFeature? FeatureOf(RunRequest request, PlanReport report) =>
        report.Feature is { } found ? new(found.Name, report.Target, found.Target, found.IsNew)
        : request.Feature is { } name ? new(name, report.Config.Feature.BranchPrefix + name, report.Target, null)
        : null;

    private static Plan Nothing => new() { Units = [], LevelOf = ImmutableDictionary<string, int>.Empty, Levels = [], Order = [], CriticalPath = [] };

    private static string Drawn(UnitGraph graph, string form) => form switch
    {
        "mermaid" => MermaidGraph.Of(graph),
        "dot" => DotGraph.Of(graph),
        _ => SvgGraph.Of(graph),
    };

    private static async Task<int> ExecuteAsync(Invocation invocation)
    {
        if (invocation.Has(CommonOptions.Json) && invocation[Graph] is not null)
        {
            throw new UsageException("--graph and --json are two forms of the same output; give one of them");
        }

        var request = invocation.Request(invocation.Argument(0));
        return Print(invocation, request, await ChooHost.PlanAsync(request, invocation.Token).ConfigureAwait(false));
    }
}

using System.Collections.Immutable;
using Choo.Core.Planning;
using Choo.Core.Specs;
using Choo.Views.Text;

namespace Choo.Views.Graphs;

/// <summary>The graph of a plan. Complete units are one layer before the first stage; what they depend on themselves is not drawn.</summary>
internal static class PlanGraph
{
    /// <summary>With more units than this, stages are drawn instead of units.</summary>
    public const int MostUnits = 100;

    // Mermaid refuses more than 500: https://mermaid.js.org/config/schema-docs/config-properties-maxedges.html
    private const int MostEdges = 400;

    // So many that every pair of them may be joined and MostEdges still holds.
    private const int MostStages = 20;

    /// <summary>Each unit is a node; where there are too many of them or of their dependencies, each stage is one, or several stages are.</summary>
    public static UnitGraph Of(Plan plan)
    {
        var units = plan.Units.ToDictionary(unit => unit.Id, StringComparer.Ordinal);
        ImmutableArray<string> complete = [.. plan.Units.Where(unit => unit.IsComplete).Select(unit => unit.Id)];
        if (plan.Units.Length <= MostUnits)
        {
            var each = plan.Levels.SelectMany((level, i) => level.Select(id => new Group([units[id]], i, i)));
            var before = complete.Select(id => new Group([units[id]], -1, -1));
            var graph = Joined(plan, [.. before, .. each]);
            if (graph.Edges.Length <= MostEdges)
            {
                return graph;
            }
        }

        var size = Math.Max(1, (plan.Levels.Length + MostStages - 1) / MostStages);
        var stages = plan.Levels.Chunk(size).Select((levels, i) => new Group([.. levels.SelectMany(level => level).Select(id => units[id])], i * size, (i * size) + levels.Length - 1));
        return Joined(plan, complete.IsEmpty ? [.. stages] : [new Group([.. complete.Select(id => units[id])], -1, -1), .. stages]);
    }

    private static UnitGraph Joined(Plan plan, ImmutableArray<Group> groups)
    {
        var layers = groups.Select(group => group.First).Distinct().Select((first, layer) => (first, layer)).ToDictionary(pair => pair.first, pair => pair.layer);
        var nodeOf = groups.SelectMany((group, i) => group.Units.Select(unit => (unit.Id, Node: i))).ToDictionary(pair => pair.Id, pair => pair.Node, StringComparer.Ordinal);
        // A path through units says nothing of nodes that stand for many.
        var path = plan.CriticalPath.Select(id => nodeOf[id]).Where(node => groups[node].Units.Length == 1).ToList();
        var steps = path.Zip(path.Skip(1)).ToHashSet();
        var edges = groups.SelectMany(group => group.Units)
            .SelectMany(unit => unit.DependsOn.Distinct(StringComparer.Ordinal).Where(nodeOf.ContainsKey).Select(dependency => (From: nodeOf[dependency], To: nodeOf[unit.Id])))
            .Where(edge => groups[edge.From].First < groups[edge.To].First)
            .GroupBy(edge => edge).OrderBy(group => group.Key)
            .Select(group => new GraphEdge(group.Key.From, group.Key.To, group.Count()) { IsCritical = steps.Contains(group.Key) });
        return new UnitGraph(
            [.. groups.Select((group, i) => new GraphNode(group.Label, group.Detail, layers[group.First], group.State) { IsCritical = path.Contains(i) })],
            [.. edges]);
    }

    /// <summary>Units that are one node.</summary>
    /// <param name="Units">The units, at least one.</param>
    /// <param name="First">The first of their levels, -1 for complete units.</param>
    /// <param name="Last">The last of their levels.</param>
    private sealed record Group(ImmutableArray<Unit> Units, int First, int Last)
    {
        public string Label => Units.Length == 1 ? Units[0].Id
            : First < 0 ? "Complete"
            : First == Last ? $"Stage {First + 1}"
            : $"Stages {First + 1} to {Last + 1}";

        public string Detail => Units.Length == 1 ? First < 0 ? "complete" : Tasks : First < 0 ? $"{Units.Length} units" : $"{Units.Length} units, {Tasks}";

        public GraphState State => First < 0 ? GraphState.Complete : Last == 0 ? GraphState.Ready : GraphState.Waiting;

        private string Tasks => Amounts.Count(Units.Sum(unit => unit.Tasks.Count(task => task.Status != SpecStatus.Complete)), "task");
    }
}

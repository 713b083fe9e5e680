using System.Collections.Immutable;
using Choo.Core.Planning;
using Choo.Core.Specs;
using Choo.Views.Text;

namespace Choo.Views.Graphs;

/// <summary>The graph of a plan. Complete units are one layer before the first stage; what they depend on themselves is not drawn.</summary>
internal static class PlanGraph
{
    /// <summary>Each unit is a node; where there are too many of them or of their dependencies, each stage is one, or several stages are.</summary>
    public static UnitGraph Of(Plan plan)
    {
        var units = plan.Units.ToDictionary(unit => unit.Id, StringComparer.Ordinal);
        ImmutableArray<string> complete = [.. plan.Units.Where(unit => unit.IsComplete).Select(unit => unit.Id)];
        if (plan.Units.Length <= GroupedGraph.MostUnits)
        {
            var each = plan.Levels.SelectMany((level, i) => level.Select(id => Single(units[id], i)));
            var graph = Joined([.. complete.Select(id => Single(units[id], -1)), .. each]);
            if (graph.Edges.Length <= GroupedGraph.MostEdges)
            {
                return graph;
            }
        }

        var stages = GroupedGraph.Stages(plan.Levels).Select(stage => stage.Ids is [var only] ? Single(units[only], stage.First) : new NodeGroup(
            stage.Ids, stage.First, NodeGroup.LabelOf(stage.First, stage.Last), $"{stage.Ids.Length} units, {Tasks(stage.Ids.Select(id => units[id]))}", StateOf(stage.Last)));
        return Joined(complete switch
        {
            [] => [.. stages],
            [var only] => [Single(units[only], -1), .. stages],
            _ => [new NodeGroup(complete, -1, "Complete", $"{complete.Length} units", GraphState.Complete), .. stages],
        });

        UnitGraph Joined(ImmutableArray<NodeGroup> groups) => GroupedGraph.Of(groups, id => units[id].DependsOn, plan.CriticalPath);
    }

    private static NodeGroup Single(Unit unit, int level) => new([unit.Id], level, unit.Id, level < 0 ? "complete" : Tasks([unit]), level < 0 ? GraphState.Complete : StateOf(level));

    private static GraphState StateOf(int last) => last == 0 ? GraphState.Ready : GraphState.Waiting;

    private static string Tasks(IEnumerable<Unit> units) => Amounts.Count(units.Sum(unit => unit.Tasks.Count(task => task.Status != SpecStatus.Complete)), "task");
}

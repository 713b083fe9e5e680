using System.Collections.Immutable;
using Choo.Core.Graphs;
using Choo.Core.State;
using Choo.Views.Text;

namespace Choo.Views.Graphs;

/// <summary>The graph of a run's units with their states.</summary>
internal static class RunGraph
{
    private static readonly GraphState[] WorstFirst =
    [
        GraphState.Failed, GraphState.Attention, GraphState.Blocked, GraphState.Working, GraphState.Landing, GraphState.Ready, GraphState.Waiting, GraphState.Complete,
    ];

    /// <summary>Each unit is a node; where there are too many of them or of their dependencies, each stage is one, or several stages are.</summary>
    /// <param name="state">The run.</param>
    /// <param name="critical">The ids of the critical path, first to last.</param>
    public static UnitGraph Of(RunState state, IReadOnlyList<string> critical)
    {
        var levels = Levels(state);
        if (state.Units.Count <= GroupedGraph.MostUnits)
        {
            var each = Joined(levels.SelectMany((level, i) => level.Select(id => Single(state.Unit(id), i))));
            if (each.Edges.Length <= GroupedGraph.MostEdges)
            {
                return each;
            }
        }

        return Collapsed(state, critical);

        UnitGraph Joined(IEnumerable<NodeGroup> groups) => GroupedGraph.Of([.. groups], id => state.Unit(id).Planned.DependsOn, critical);
    }

    /// <summary>The graph with a node for each stage, however few units there are.</summary>
    public static UnitGraph Collapsed(RunState state, IReadOnlyList<string> critical) =>
        GroupedGraph.Of([.. Stages(state)], id => state.Unit(id).Planned.DependsOn, critical);

    /// <summary>The stages of a run, at most 20, with what became of their units.</summary>
    public static IEnumerable<NodeGroup> Stages(RunState state) => GroupedGraph.Stages(Levels(state)).Select(stage => stage.Ids is [var only] ? Single(state.Unit(only), stage.First) : new NodeGroup(
        stage.Ids, stage.First, NodeGroup.LabelOf(stage.First, stage.Last), Counts(stage.Ids.Select(state.Unit)), Worst(stage.Ids.Select(state.Unit))));

    /// <summary>How a unit is drawn.</summary>
    public static GraphState StateOf(UnitState state) => state switch
    {
        UnitState.Complete => GraphState.Complete,
        UnitState.Ready => GraphState.Ready,
        UnitState.InProgress => GraphState.Working,
        UnitState.Merging or UnitState.PrOpen or UnitState.InReview => GraphState.Landing,
        UnitState.Failed => GraphState.Failed,
        UnitState.Blocked => GraphState.Blocked,
        UnitState.Waiting => GraphState.Attention,
        _ => GraphState.Waiting,
    };

    private static ImmutableArray<ImmutableArray<string>> Levels(RunState state)
    {
        var units = state.Units;
        var graph = new DependencyGraph([.. units.Select(unit => unit.Id)], i => units[i].Planned.DependsOn);
        var levels = graph.Levels();
        return [.. Enumerable.Range(0, units.Count).GroupBy(i => levels[i]).OrderBy(level => level.Key).Select(level => level.Select(i => units[i].Id).ToImmutableArray())];
    }

    private static NodeGroup Single(UnitProgress unit, int level) => new(
        [unit.Id], level, unit.Id, $"{Words(unit.State)}, {unit.CompletedTasks} of {Amounts.Count(unit.Planned.Tasks.Length, "task")}", StateOf(unit.State));

    private static string Counts(IEnumerable<UnitProgress> units)
    {
        var all = units.ToList();
        return $"{all.Count} units: {string.Join(", ", all.GroupBy(unit => unit.State).OrderBy(group => Array.IndexOf(WorstFirst, StateOf(group.Key))).ThenBy(group => group.Key).Select(group => $"{group.Count()} {Words(group.Key)}"))}";
    }

    private static GraphState Worst(IEnumerable<UnitProgress> units)
    {
        var states = units.Select(unit => StateOf(unit.State)).ToHashSet();
        return Array.Find(WorstFirst, states.Contains);
    }

    private static string Words(UnitState state) => state.Name().Replace('_', ' ');
}

using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Graphs;
using Choo.Core.Specs;
using Choo.Core.Text;

namespace Choo.Core.Planning;

/// <summary>What would run, and in which order. Complete units are listed and take no level.</summary>
public sealed record Plan
{
    /// <summary>The units asked for, ordinal by id, complete ones included.</summary>
    public required ImmutableArray<Unit> Units { get; init; }

    /// <summary>The level of each unit that is not complete.</summary>
    public required ImmutableDictionary<string, int> LevelOf { get; init; }

    /// <summary>Ids that can run side by side, level by level, ordinal inside.</summary>
    public required ImmutableArray<ImmutableArray<string>> Levels { get; init; }

    /// <summary>Every id after those it depends on.</summary>
    public required ImmutableArray<string> Order { get; init; }

    /// <summary>The chain with the most tasks still to do, first to last; among equals the ordinal first; empty when nothing is to do.</summary>
    public required ImmutableArray<string> CriticalPath { get; init; }

    /// <summary>The plan of a set of specs; with a unit's id, of it and what it depends on. Null and a diagnostic when there is no such unit.</summary>
    public static (Plan? Plan, Diagnostic? Problem) Of(SpecSet specs, string? only = null)
    {
        ArgumentNullException.ThrowIfNull(specs);
        var units = specs.Units;
        if (only is not null)
        {
            var graph = new DependencyGraph([.. units.Select(unit => unit.Id)], i => units[i].DependsOn);
            if (!graph.TryIndexOf(only, out var wanted))
            {
                return (null, DiagnosticCodes.UnknownUnit.Because($"there is no unit {only}{NearestName.Hint(only, units.Select(unit => unit.Id))}"));
            }

            units = Closure(units, graph, wanted);
        }

        return (Of(units), null);
    }

    private static Plan Of(ImmutableArray<Unit> units)
    {
        var open = units.Where(unit => !unit.IsComplete).ToImmutableArray();
        var graph = new DependencyGraph([.. open.Select(unit => unit.Id)], i => open[i].DependsOn);
        var levels = graph.Levels();
        // The graph's order goes level by level and ascending inside, so grouping keeps both.
        var byLevel = graph.Order.GroupBy(i => levels[i]);
        return new Plan
        {
            Units = units,
            LevelOf = graph.Order.ToImmutableDictionary(i => open[i].Id, i => levels[i], StringComparer.Ordinal),
            Levels = [.. byLevel.Select(group => group.Select(i => open[i].Id).ToImmutableArray())],
            Order = [.. graph.Order.Select(i => open[i].Id)],
            CriticalPath = [.. Longest(graph, i => open[i].Tasks.Count(task => task.Status != SpecStatus.Complete)).Select(i => open[i].Id)],
        };
    }

    private static ImmutableArray<Unit> Closure(ImmutableArray<Unit> units, DependencyGraph graph, int wanted)
    {
        var kept = new SortedSet<int> { wanted };
        var stack = new Stack<int>(kept);
        while (stack.TryPop(out var i))
        {
            foreach (var dependency in graph.Dependencies[i])
            {
                if (kept.Add(dependency))
                {
                    stack.Push(dependency);
                }
            }
        }

        return [.. kept.Select(i => units[i])];
    }

    private static List<int> Longest(DependencyGraph graph, Func<int, int> weightOf)
    {
        var heights = graph.Heights(weightOf);
        var path = new List<int>();
        var candidates = graph.Order.Where(i => graph.Dependencies[i].Length == 0).ToArray();
        while (candidates.Length > 0)
        {
            // Ascending, so the first of equals is the ordinal first.
            var next = candidates.MaxBy(i => heights[i]);
            path.Add(next);
            candidates = graph.Dependents[next];
        }

        return path;
    }
}

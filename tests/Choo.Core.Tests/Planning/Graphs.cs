using System.Collections.Immutable;
using Choo.Core.Graphs;
using Choo.Core.Specs;
using FsCheck;
using FsCheck.Fluent;

namespace Choo.Core.Tests.Planning;

/// <summary>Graphs for property tests: for each unit, the units it depends on.</summary>
internal static class Graphs
{
    /// <summary>Graphs of up to 12 units in which a unit depends only on lower ones, with the numbers then shuffled.</summary>
    public static Arbitrary<int[][]> Acyclic => Gen.Choose(0, 12).SelectMany(count =>
        Gen.ArrayOf(Gen.Choose(0, 999), count * 3).SelectMany(picks =>
            Gen.Shuffle(Enumerable.Range(0, count)).Select(names => Shuffled(picks, names)))).ToArbitrary();

    /// <summary>Graphs of up to 8 units with any dependencies but on itself.</summary>
    public static Arbitrary<int[][]> Any => Gen.Choose(0, 8).SelectMany(count =>
        Gen.ArrayOf(Gen.Choose(0, 2 * Math.Max(1, count)), count * 2).Select(picks => Enumerable.Range(0, count)
            .Select(node => picks.Skip(node * 2).Take(2).Where(to => to < count && to != node).Distinct().ToArray()).ToArray())).ToArbitrary();

    public static ImmutableArray<Unit> Units(int[][] graph) => [.. graph.Select((dependencies, node) => new Unit
    {
        Id = Name(node),
        Path = $"t/{Name(node)}",
        DependsOn = [.. dependencies.Select(Name)],
        Tasks = [.. Enumerable.Range(1, 1 + (node % 3)).Select(number => new SpecTask { Number = number, Title = "", File = "", Path = "" })],
    })];

    public static DependencyGraph Graph(int[][] graph) => new([.. graph.Select((_, node) => Name(node))], node => [.. graph[node].Select(Name)]);

    /// <summary>Whether there is a cycle, found the slow and simple way: nothing is left that waits for nothing left.</summary>
    public static bool HasCycle(int[][] graph)
    {
        var left = Enumerable.Range(0, graph.Length).ToHashSet();
        while (left.Where(node => !graph[node].Any(left.Contains)).ToArray() is { Length: > 0 } free)
        {
            left.ExceptWith(free);
        }

        return left.Count > 0;
    }

    public static string Name(int node) => $"u{node:00}";

    private static int[][] Shuffled(int[] picks, int[] names)
    {
        var graph = new int[names.Length][];
        for (var node = 0; node < names.Length; node++)
        {
            graph[names[node]] = node == 0 ? [] : [.. picks.Skip(node * 3).Take(pick(node)).Select(value => names[value % node]).Distinct()];
        }

        return graph;

        int pick(int node) => picks[node * 3] % 4;
    }
}

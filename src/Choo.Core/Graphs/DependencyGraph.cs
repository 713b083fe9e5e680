using System.Collections.Immutable;

namespace Choo.Core.Graphs;

/// <summary>Who depends on whom, by index: made in time linear in names and dependencies. Dependencies on names that are not there are left out.</summary>
public sealed class DependencyGraph
{
    // Up to here comparing each pair is cheaper than a set.
    private const int FewDependencies = 8;

    private readonly Dictionary<string, int> index;

    /// <summary>A graph over distinct names, in their order, with the names each depends on.</summary>
    public DependencyGraph(IReadOnlyList<string> names, Func<int, ImmutableArray<string>> dependenciesOf)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(dependenciesOf);
        index = new Dictionary<string, int>(names.Count, StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            index.Add(names[i], i);
        }

        Dependencies = new int[names.Count][];
        var counts = new int[names.Count];
        for (var i = 0; i < names.Count; i++)
        {
            Dependencies[i] = Resolve(dependenciesOf(i));
            foreach (var dependency in Dependencies[i])
            {
                counts[dependency]++;
            }
        }

        Dependents = Reverse(counts);
        Order = Sort();
    }

    /// <summary>For each index the indexes it depends on, each once, as written.</summary>
    public int[][] Dependencies { get; }

    /// <summary>For each index the indexes that depend on it, ascending.</summary>
    public int[][] Dependents { get; }

    /// <summary>Every index after those it depends on, level by level and ascending inside; shorter than the graph exactly when there is a cycle.</summary>
    public ImmutableArray<int> Order { get; }

    /// <summary>How many names there are.</summary>
    public int Count => Dependencies.Length;

    /// <summary>Whether some names wait for each other.</summary>
    public bool HasCycle => Order.Length < Count;

    /// <summary>The index of a name; throws when it is not there.</summary>
    public int IndexOf(string name) => index[name];

    /// <summary>The index of a name, if it is there.</summary>
    public bool TryIndexOf(string name, out int found) => index.TryGetValue(name, out found);

    /// <summary>The level of each index: 0 without dependencies, else one more than the highest of them. Indexes in or behind a cycle stay at 0.</summary>
    public int[] Levels()
    {
        var levels = new int[Count];
        foreach (var i in Order)
        {
            foreach (var dependency in Dependencies[i])
            {
                levels[i] = Math.Max(levels[i], levels[dependency] + 1);
            }
        }

        return levels;
    }

    /// <summary>For each index the weight of the heaviest chain of dependents that begins with it, itself included.</summary>
    public int[] Heights(Func<int, int> weightOf)
    {
        ArgumentNullException.ThrowIfNull(weightOf);
        var heights = new int[Count];
        for (var at = Order.Length - 1; at >= 0; at--)
        {
            var i = Order[at];
            var highest = 0;
            foreach (var dependent in Dependents[i])
            {
                highest = Math.Max(highest, heights[dependent]);
            }

            heights[i] = highest + weightOf(i);
        }

        return heights;
    }

    private int[] Resolve(ImmutableArray<string> names)
    {
        var known = new List<int>(names.Length);
        var seen = names.Length > FewDependencies ? new HashSet<int>(names.Length) : null;
        foreach (var name in names)
        {
            if (index.TryGetValue(name, out var i) && (seen?.Add(i) ?? !known.Contains(i)))
            {
                known.Add(i);
            }
        }

        return [.. known];
    }

    private int[][] Reverse(int[] counts)
    {
        var dependents = new int[Count][];
        for (var i = 0; i < Count; i++)
        {
            dependents[i] = counts[i] == 0 ? [] : new int[counts[i]];
        }

        for (var i = Count - 1; i >= 0; i--)
        {
            foreach (var dependency in Dependencies[i])
            {
                dependents[dependency][--counts[dependency]] = i;
            }
        }

        return dependents;
    }

    private ImmutableArray<int> Sort()
    {
        var order = ImmutableArray.CreateBuilder<int>(Count);
        var missing = new int[Count];
        var level = new List<int>();
        for (var i = 0; i < Count; i++)
        {
            missing[i] = Dependencies[i].Length;
            if (missing[i] == 0)
            {
                level.Add(i);
            }
        }

        while (level.Count > 0)
        {
            order.AddRange(level);
            var next = new List<int>();
            foreach (var i in level)
            {
                foreach (var dependent in Dependents[i])
                {
                    if (--missing[dependent] == 0)
                    {
                        next.Add(dependent);
                    }
                }
            }

            next.Sort();
            level = next;
        }

        return order.ToImmutable();
    }
}

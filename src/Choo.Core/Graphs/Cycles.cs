using System.Collections.Immutable;

namespace Choo.Core.Graphs;

/// <summary>Finds nodes that wait for each other.</summary>
public static class Cycles
{
    // A tangled graph has more cycles than anybody reads; breaking these shows the rest on the next look.
    private const int Most = 50;
    private const int LongestShown = 50;
    private const int NodesReported = 20_000;

    /// <summary>
    /// Cycles such that no cycle is left when one edge of each is removed (at most 50), each once, in the direction "depends on",
    /// starting at its smallest node; empty exactly when the graph has none. A node that depends on itself is not counted here.
    /// The walk is linear in nodes and edges.
    /// </summary>
    public static ImmutableArray<ImmutableArray<int>> In(DependencyGraph graph)
    {
        var walk = new Walk(graph);
        for (var node = 0; node < graph.Count && !walk.Enough; node++)
        {
            walk.From(node);
        }
        return [.. walk.Found.OrderBy(cycle => cycle, Comparer<ImmutableArray<int>>.Create((left, right) => left.AsSpan().SequenceCompareTo(right.AsSpan())))];
    }

    /// <summary>A cycle as <c>a -> b -> a</c>; a very long one is cut in the middle.</summary>
    public static string Path(ImmutableArray<int> cycle, Func<int, string> name)
    {
        var shown = cycle.Take(LongestShown).Select(name);
        var rest = cycle.Length > LongestShown ? $" -> ... ({cycle.Length - LongestShown} more)" : "";
        return $"{string.Join(" -> ", shown)}{rest} -> {name(cycle[0])}";
    }

    // Depth first, with a stack of its own: a chain of 100,000 nodes must not end the process.
    private sealed class Walk(DependencyGraph graph)
    {
        private const int Unseen = -1;
        private const int Done = -2;

        private readonly int[] _place = [.. Enumerable.Repeat(Unseen, graph.Count)];
        private readonly int[] _nextEdge = new int[graph.Count];
        private readonly List<int> _path = [];
        private int _reported;

        public List<ImmutableArray<int>> Found { get; } = [];

        public bool Enough => Found.Count >= Most || _reported >= NodesReported;

        public void From(int start)
        {
            if (_place[start] == Unseen)
            {
                Enter(start);
            }
            while (_path.Count > 0 && !Enough)
            {
                var node = _path[^1];
                var edges = graph.Dependencies[node];
                if (_nextEdge[node] == edges.Length)
                {
                    _place[node] = Done;
                    _path.RemoveAt(_path.Count - 1);
                    continue;
                }
                var next = edges[_nextEdge[node]++];
                if (_place[next] == Unseen)
                {
                    Enter(next);
                }
                else if (_place[next] != Done && next != node)
                {
                    Report(_place[next]);
                }
            }
        }

        private void Enter(int node)
        {
            _place[node] = _path.Count;
            _path.Add(node);
        }

        private void Report(int from)
        {
            var cycle = _path[from..];
            var smallest = cycle.IndexOf(cycle.Min());
            Found.Add([.. cycle[smallest..], .. cycle[..smallest]]);
            _reported += cycle.Count;
        }
    }
}

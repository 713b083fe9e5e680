using System.Collections.Immutable;

namespace Choo.Views.Graphs;

/// <summary>Makes a graph of groups of units, each of them a node.</summary>
internal static class GroupedGraph
{
    /// <summary>With more units than this, stages are drawn instead of units.</summary>
    public const int MostUnits = 100;

    /// <summary>With more dependencies than this, too. Mermaid refuses more than 500: https://mermaid.js.org/config/schema-docs/config-properties-maxedges.html</summary>
    public const int MostEdges = 400;

    /// <summary>So many that every pair of them may be joined and <see cref="MostEdges"/> still holds.</summary>
    public const int MostStages = 20;

    /// <summary>The groups with the dependencies between them.</summary>
    /// <param name="groups">Every unit in one group; a unit's dependencies are in its own or an earlier level.</param>
    /// <param name="dependenciesOf">What a unit depends on; ids that are in no group are passed over.</param>
    /// <param name="critical">The critical path; it says nothing of groups that stand for many.</param>
    public static UnitGraph Of(ImmutableArray<NodeGroup> groups, Func<string, IEnumerable<string>> dependenciesOf, IEnumerable<string> critical)
    {
        var layers = groups.Select(group => group.First).Distinct().Select((first, layer) => (first, layer)).ToDictionary(pair => pair.first, pair => pair.layer);
        var nodeOf = groups.SelectMany((group, i) => group.Ids.Select(id => (Id: id, Node: i))).ToDictionary(pair => pair.Id, pair => pair.Node, StringComparer.Ordinal);
        var path = critical.Select(id => nodeOf[id]).Where(node => groups[node].Ids.Length == 1).ToList();
        var steps = path.Zip(path.Skip(1)).ToHashSet();
        var edges = groups.SelectMany(group => group.Ids)
            .SelectMany(id => dependenciesOf(id).Distinct(StringComparer.Ordinal).Where(nodeOf.ContainsKey).Select(dependency => (From: nodeOf[dependency], To: nodeOf[id])))
            .Where(edge => groups[edge.From].First < groups[edge.To].First)
            .GroupBy(edge => edge).OrderBy(group => group.Key)
            .Select(group => new GraphEdge(group.Key.From, group.Key.To, group.Count()) { IsCritical = steps.Contains(group.Key) });
        var marked = path.ToHashSet();
        return new UnitGraph(
            [.. groups.Select((group, i) => new GraphNode(group.Label, group.Detail, layers[group.First], group.State) { IsCritical = marked.Contains(i) })],
            [.. edges]);
    }

    /// <summary>Levels, each alone or several together, so that there are at most <see cref="MostStages"/>: the first level's number, the last one's and their units.</summary>
    public static IEnumerable<(int First, int Last, ImmutableArray<string> Ids)> Stages(IReadOnlyList<ImmutableArray<string>> levels)
    {
        var size = Math.Max(1, (levels.Count + MostStages - 1) / MostStages);
        return levels.Chunk(size).Select((chunk, i) => (i * size, (i * size) + chunk.Length - 1, chunk.SelectMany(level => level).ToImmutableArray()));
    }
}

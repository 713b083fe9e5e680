using System.Collections.Immutable;

namespace Choo.Views.Graphs;

/// <summary>The graph of units in layers, ready to be drawn.</summary>
/// <param name="Nodes">The nodes, layer by layer.</param>
/// <param name="Edges">The edges, by the indexes of their nodes; each goes to a later layer.</param>
internal sealed record UnitGraph(ImmutableArray<GraphNode> Nodes, ImmutableArray<GraphEdge> Edges);

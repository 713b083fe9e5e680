namespace Choo.Views.Graphs;

/// <summary>A unit in a drawn graph, or several units that are drawn as one node.</summary>
/// <param name="Label">The unit's id, or the stages that are drawn as one; any characters.</param>
/// <param name="Detail">The second line: how many units and tasks.</param>
/// <param name="Layer">Its layer, 0 for the first; a node's dependencies are in layers before its own.</param>
/// <param name="State">Its state.</param>
internal sealed record GraphNode(string Label, string Detail, int Layer, GraphState State)
{
    /// <summary>Whether it is on the critical path.</summary>
    public bool IsCritical { get; init; }
}

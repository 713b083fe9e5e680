namespace Choo.Views.Graphs;

/// <summary>Dependencies between two nodes.</summary>
/// <param name="From">The index of the node that is depended on.</param>
/// <param name="To">The index of the node that depends on it.</param>
/// <param name="Count">How many dependencies it stands for, at least 1.</param>
internal readonly record struct GraphEdge(int From, int To, int Count)
{
    /// <summary>Whether it is a step of the critical path.</summary>
    public bool IsCritical { get; init; }
}

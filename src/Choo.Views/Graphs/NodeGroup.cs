using System.Collections.Immutable;

namespace Choo.Views.Graphs;

/// <summary>Units that are one node.</summary>
/// <param name="Ids">The units, at least one.</param>
/// <param name="First">The first of their levels; groups of one level are in one layer.</param>
/// <param name="Label">What the node is called.</param>
/// <param name="Detail">The second line.</param>
/// <param name="State">Its state.</param>
internal sealed record NodeGroup(ImmutableArray<string> Ids, int First, string Label, string Detail, GraphState State)
{
    /// <summary>What several levels are called together.</summary>
    public static string LabelOf(int first, int last) => first == last ? $"Stage {first + 1}" : $"Stages {first + 1} to {last + 1}";
}

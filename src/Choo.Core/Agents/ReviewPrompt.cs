using System.Collections.Immutable;
using Choo.Core.Specs;

namespace Choo.Core.Agents;

/// <summary>What a prompt for a review is made of.</summary>
public sealed record ReviewPrompt
{
    /// <summary>The unit whose work is reviewed.</summary>
    public required Unit Unit { get; init; }

    /// <summary>The commit that the work is compared with.</summary>
    public required string Since { get; init; }

    /// <summary>The patch of the files that are shown.</summary>
    public required string Patch { get; init; }

    /// <summary>A line for each file that changed and is not shown.</summary>
    public ImmutableArray<string> Named { get; init; } = [];

    /// <summary>What was wrong with the answer before; null when this is the first.</summary>
    public string? Failure { get; init; }
}

using System.Collections.Immutable;
using Choo.Core.Gates;
using Choo.Core.Specs;

namespace Choo.Core.Agents;

/// <summary>What a prompt for a red baseline is made of.</summary>
public sealed record BaselinePrompt
{
    /// <summary>The unit whose finished tasks do not pass the baseline.</summary>
    public required Unit Unit { get; init; }

    /// <summary>All checks that must pass.</summary>
    public required ImmutableArray<Gate> Checks { get; init; }

    /// <summary>The reports of the checks that failed.</summary>
    public required string Failure { get; init; }

    /// <summary>Which attempt, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>How many attempts there may be.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Notes for the agent, each a sentence.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

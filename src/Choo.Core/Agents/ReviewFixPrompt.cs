using System.Collections.Immutable;
using Choo.Core.Gates;
using Choo.Core.Specs;

namespace Choo.Core.Agents;

/// <summary>What a prompt for a turn that fixes a review's findings is made of.</summary>
public sealed record ReviewFixPrompt
{
    /// <summary>The unit.</summary>
    public required Unit Unit { get; init; }

    /// <summary>The findings that block, a line each, the worst first.</summary>
    public required ImmutableArray<string> Findings { get; init; }

    /// <summary>What proves the unit afterwards.</summary>
    public required ImmutableArray<Gate> Checks { get; init; }

    /// <summary>Which attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>How many attempts there may be.</summary>
    public required int Attempts { get; init; }

    /// <summary>Notes for the agent, each a sentence.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

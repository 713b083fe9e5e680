using System.Collections.Immutable;
using Choo.Core.Gates;
using Choo.Core.Specs;

namespace Choo.Core.Agents;

/// <summary>What a prompt for a turn on a pull request's feedback is made of.</summary>
public sealed record FeedbackPrompt
{
    /// <summary>The unit that the pull request is of.</summary>
    public required Unit Unit { get; init; }

    /// <summary>The pull request's number.</summary>
    public required int Number { get; init; }

    /// <summary>What was said of it.</summary>
    public required ImmutableArray<FeedbackItem> Items { get; init; }

    /// <summary>The checks that must pass before it is pushed again.</summary>
    public ImmutableArray<Gate> Checks { get; init; } = [];

    /// <summary>Which attempt, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>How many attempts there may be.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>What went wrong with the attempt before; null when there is none.</summary>
    public string? Failure { get; init; }

    /// <summary>Notes for the agent, each a sentence.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

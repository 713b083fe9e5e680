using System.Collections.Immutable;
using Choo.Core.Specs;

namespace Choo.Core.Agents;

/// <summary>What a prompt for one task is made of.</summary>
public sealed record TaskPrompt
{
    /// <summary>The task's unit.</summary>
    public required Unit Unit { get; init; }

    /// <summary>The task.</summary>
    public required SpecTask Task { get; init; }

    /// <summary>The spec's whole text, frontmatter included.</summary>
    public required string SpecText { get; init; }

    /// <summary>The gate command that choo runs afterwards.</summary>
    public required string Gate { get; init; }

    /// <summary>Which attempt, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>How many attempts there may be.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>The gate's report of the attempt before; null when there is none.</summary>
    public string? Failure { get; init; }

    /// <summary>The gate's report of the folder before any work; null when it was not asked for.</summary>
    public string? Present { get; init; }

    /// <summary>Notes for the agent, each a sentence: edits that were undone, a turn that changed nothing.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

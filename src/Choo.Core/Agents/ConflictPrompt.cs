using System.Collections.Immutable;
using Choo.Core.Gates;
using Choo.Core.Specs;

namespace Choo.Core.Agents;

/// <summary>What a prompt for a merge conflict is made of.</summary>
public sealed record ConflictPrompt
{
    /// <summary>The unit that could not be merged.</summary>
    public required Unit Unit { get; init; }

    /// <summary>The branch it lands on.</summary>
    public required string Target { get; init; }

    /// <summary>Repository-relative paths of the files in conflict.</summary>
    public required ImmutableArray<string> Files { get; init; }

    /// <summary>What the unit did: its commits' subjects, one a line.</summary>
    public required string UnitChanges { get; init; }

    /// <summary>What the target gained meanwhile: its commits' subjects, one a line.</summary>
    public required string TargetChanges { get; init; }

    /// <summary>The checks that must pass on the merged tree.</summary>
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

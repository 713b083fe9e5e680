using System.Collections.Immutable;

namespace Choo.Core.Forge;

/// <summary>A pull request with all that may have changed while it was open, as it was at one moment.</summary>
public sealed record PullRequestSnapshot
{
    /// <summary>Its names.</summary>
    public required PullRequestKey Key { get; init; }

    /// <summary>Its web page.</summary>
    public required string Url { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required PullRequestState State { get; init; }

    /// <summary>Whether it is a draft.</summary>
    public required bool IsDraft { get; init; }

    /// <summary>The newest commit of its branch that the forge knows.</summary>
    public required string HeadCommit { get; init; }

    /// <summary>The branch that it is to be merged into.</summary>
    public required string Base { get; init; }

    /// <summary>The commit that the merge made on the base; null while it is not merged.</summary>
    public string? MergeCommit { get; init; }

    /// <summary>Whether it merges without a conflict.</summary>
    public required Mergeability Mergeable { get; init; }

    /// <summary>Whether it waits in the forge's own merge queue.</summary>
    public required bool IsInMergeQueue { get; init; }

    /// <summary>Whether its base has a merge queue, by whatever kind of rules.</summary>
    public bool HasMergeQueue { get; init; }

    /// <summary>What its reviews come to by the rules of the branch.</summary>
    public required ReviewDecision Decision { get; init; }

    /// <summary>All checks and statuses of the head commit in one; null when there are none.</summary>
    public CheckState? Checks { get; init; }

    /// <summary>When the forge counted it as changed last. Reactions and checks do not count.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Reviews in the order they were given: all, or the newest 100.</summary>
    public ImmutableArray<Review> Reviews { get; init; } = [];

    /// <summary>Threads on lines, resolved ones included, in the order they were begun.</summary>
    public ImmutableArray<ReviewThread> Threads { get; init; } = [];

    /// <summary>The conversation, in the order it was written: all, or the newest 100.</summary>
    public ImmutableArray<ForgeComment> Comments { get; init; } = [];

    /// <summary>Reactions to the description: all, or the newest 100.</summary>
    public ImmutableArray<Reaction> Reactions { get; init; } = [];
}

/// <summary>Whether a pull request merges without a conflict.</summary>
public enum Mergeability
{
    /// <summary>The forge has not worked it out yet.</summary>
    Unknown,

    /// <summary>It does.</summary>
    Clean,

    /// <summary>It does not.</summary>
    Conflicting,
}

/// <summary>What reviews come to by the rules of a branch.</summary>
public enum ReviewDecision
{
    /// <summary>The rules ask for no review.</summary>
    None,

    /// <summary>One is still needed.</summary>
    ReviewRequired,

    /// <summary>Approved.</summary>
    Approved,

    /// <summary>Somebody asked for changes.</summary>
    ChangesRequested,
}

using System.Collections.Immutable;

namespace Choo.Core.Forge;

/// <summary>How a pull request is named.</summary>
/// <param name="Number">As people name it, from 1.</param>
/// <param name="Node">As the forge's GraphQL interface names it.</param>
public sealed record PullRequestKey(int Number, string Node);

/// <summary>Where a pull request is in its life.</summary>
public enum PullRequestState
{
    /// <summary>Open, drafts included.</summary>
    Open,

    /// <summary>Closed without a merge.</summary>
    Closed,

    /// <summary>Merged.</summary>
    Merged,
}

/// <summary>A pull request without its reviews and checks.</summary>
public sealed record PullRequest
{
    /// <summary>Its names.</summary>
    public required PullRequestKey Key { get; init; }

    /// <summary>Its web page.</summary>
    public required string Url { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>Its description, Markdown; empty when there is none.</summary>
    public required string Body { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required PullRequestState State { get; init; }

    /// <summary>Whether it is a draft.</summary>
    public required bool IsDraft { get; init; }

    /// <summary>The branch with the work.</summary>
    public required string Head { get; init; }

    /// <summary>The newest commit of that branch that the forge knows.</summary>
    public required string HeadCommit { get; init; }

    /// <summary>The branch that it is to be merged into.</summary>
    public required string Base { get; init; }

    /// <summary>Who opened it.</summary>
    public required ForgeUser Author { get; init; }

    /// <summary>The commit that the merge made on the base; null while it is not merged.</summary>
    public string? MergeCommit { get; init; }
}

/// <summary>A pull request to be opened.</summary>
/// <param name="Head">The branch with the work, of the same repository, pushed.</param>
/// <param name="Base">The branch that it is to be merged into.</param>
/// <param name="Title">Its title.</param>
/// <param name="Body">Its description, Markdown.</param>
/// <param name="IsDraft">Whether it is a draft.</param>
public sealed record NewPullRequest(string Head, string Base, string Title, string Body, bool IsDraft);

/// <summary>What is to change of a pull request; what is null or empty stays.</summary>
public sealed record PullRequestChange
{
    /// <summary>A new title.</summary>
    public string? Title { get; init; }

    /// <summary>A new description.</summary>
    public string? Body { get; init; }

    /// <summary>Another base.</summary>
    public string? Base { get; init; }

    /// <summary>Closed or open again.</summary>
    public bool? IsOpen { get; init; }

    /// <summary>A draft or ready for review.</summary>
    public bool? IsDraft { get; init; }

    /// <summary>Labels to add; those it has stay.</summary>
    public ImmutableArray<string> AddLabels { get; init; } = [];

    /// <summary>Logins to ask for a review; <c>organisation/team</c> asks a team.</summary>
    public ImmutableArray<string> AddReviewers { get; init; } = [];

    /// <summary>The title of an open milestone.</summary>
    public string? Milestone { get; init; }
}

/// <summary>A merge to be made.</summary>
/// <param name="Number">The pull request's number.</param>
/// <param name="HeadCommit">The commit that its branch must be at.</param>
/// <param name="Method">How.</param>
/// <param name="Title">The merge commit's title; null leaves it to the forge.</param>
/// <param name="Message">The rest of its message; null leaves it to the forge.</param>
public sealed record PullRequestMerge(int Number, string HeadCommit, MergeMethod Method, string? Title = null, string? Message = null);

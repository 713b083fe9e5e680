using System.Collections.Immutable;

namespace Choo.Core.Forge;

/// <summary>What a review says.</summary>
public enum ReviewState
{
    /// <summary>Comments alone.</summary>
    Commented,

    /// <summary>Approves.</summary>
    Approved,

    /// <summary>Asks for changes.</summary>
    ChangesRequested,

    /// <summary>Was dismissed later.</summary>
    Dismissed,

    /// <summary>Is not given yet; only its author sees it.</summary>
    Pending,
}

/// <summary>A review.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Author">Who gave it.</param>
/// <param name="Association">What its author is to the repository.</param>
/// <param name="State">What it says.</param>
/// <param name="Body">Its text, empty when there is none.</param>
/// <param name="Commit">The commit that was looked at; null when it is gone.</param>
/// <param name="SubmittedAt">When it was given; null while it is pending.</param>
public sealed record Review(long Id, ForgeUser Author, AuthorAssociation Association, ReviewState State, string Body, string? Commit, DateTimeOffset? SubmittedAt);

/// <summary>Comments on one place of a diff.</summary>
/// <param name="Id">How it is named to reply or to resolve it.</param>
/// <param name="IsResolved">Whether somebody resolved it.</param>
/// <param name="IsOutdated">Whether the place changed since.</param>
/// <param name="Path">The file, relative to the repository.</param>
/// <param name="Line">The line, from 1; null when it is outdated or about the whole file.</param>
/// <param name="Comments">In the order they were written: all, or the newest 50; at least one.</param>
public sealed record ReviewThread(string Id, bool IsResolved, bool IsOutdated, string Path, int? Line, ImmutableArray<ForgeComment> Comments)
{
    /// <summary>The number of the comment that began it, which replies name.</summary>
    public long Root { get; init; } = Comments.IsEmpty ? 0 : Comments[0].Id;
}

/// <summary>A comment in a thread or on the pull request itself.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Association">What its author is to the repository.</param>
/// <param name="Body">Its text, Markdown.</param>
/// <param name="CreatedAt">When it was written.</param>
public sealed record ForgeComment(long Id, ForgeUser Author, AuthorAssociation Association, string Body, DateTimeOffset CreatedAt);

/// <summary>A reaction.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Author">Whose.</param>
/// <param name="CreatedAt">When.</param>
public sealed record Reaction(ReactionKind Kind, ForgeUser Author, DateTimeOffset CreatedAt);

/// <summary>The reactions that mean something to choo.</summary>
public enum ReactionKind
{
    /// <summary>Any other.</summary>
    Other,

    /// <summary>Thumbs up: approved.</summary>
    ThumbsUp,

    /// <summary>Thumbs down.</summary>
    ThumbsDown,

    /// <summary>Eyes: a review is in progress.</summary>
    Eyes,
}

/// <summary>A review to be given: comments, no approval and no demand for changes.</summary>
/// <param name="Commit">The commit that was looked at.</param>
/// <param name="Body">Its text.</param>
/// <param name="Comments">Its comments on lines.</param>
public sealed record NewReview(string Commit, string Body, ImmutableArray<LineComment> Comments);

/// <summary>A comment on lines as they are after the change.</summary>
/// <param name="Path">The file, relative to the repository.</param>
/// <param name="Line">The line, from 1; the last one where there are more.</param>
/// <param name="Body">Its text, Markdown.</param>
/// <param name="FirstLine">The first of more lines; null for one.</param>
public sealed record LineComment(string Path, int Line, string Body, int? FirstLine = null);

namespace Choo.Testing.GitHub.State;

/// <summary>A pull request.</summary>
public sealed class PullRequest : Issue
{
    internal PullRequest(long id, int number, Account user, string title, DateTimeOffset now)
        : base(id, number, user, title, now)
    {
    }

    public required string HeadBranch { get; init; }

    /// <summary>The head's commit: what git says while it is open, and what it was when it was closed.</summary>
    public required string HeadSha { get; set; }

    public required string BaseBranch { get; set; }

    public required string BaseSha { get; set; }

    public bool IsDraft { get; internal set; }

    /// <summary>How often the branch was pushed, the push before it was opened included.</summary>
    public int Pushes { get; internal set; } = 1;

    public bool IsMerged => MergedAt is not null;

    public DateTimeOffset? MergedAt { get; internal set; }

    public Account? MergedBy { get; internal set; }

    public string? MergeSha { get; internal set; }

    public IList<Account> RequestedReviewers { get; } = [];

    public IList<Review> Reviews { get; } = [];

    public IList<ReviewThread> Threads { get; } = [];

    /// <summary>What was found out about merging, and of which commits; null while it is not known.</summary>
    internal Mergeability? Mergeability { get; set; }
}

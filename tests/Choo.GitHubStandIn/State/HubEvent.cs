namespace Choo.Testing.GitHub.State;

/// <summary>What happened; a test's script hangs reactions on it.</summary>
public abstract record HubEvent
{
    private HubEvent()
    {
    }

    /// <summary>A pull request was opened.</summary>
    public sealed record Opened(PullRequest Pull) : HubEvent;

    /// <summary>Its head was pushed. <paramref name="Push"/> counts from 2: the first push came before it was opened.</summary>
    public sealed record Synchronized(PullRequest Pull, int Push) : HubEvent;

    /// <summary>Checks of a commit are to begin: of a new head, or of what a merge queue made.</summary>
    public sealed record ChecksRequested(PullRequest Pull, string Commit, bool InQueue) : HubEvent;

    public sealed record Edited(PullRequest Pull) : HubEvent;

    public sealed record ConvertedToDraft(PullRequest Pull) : HubEvent;

    public sealed record ReadyForReview(PullRequest Pull) : HubEvent;

    public sealed record ReviewRequested(PullRequest Pull, Account Reviewer) : HubEvent;

    public sealed record Reviewed(PullRequest Pull, Review Review) : HubEvent;

    /// <summary>Somebody answered in a thread.</summary>
    public sealed record Replied(ReviewThread Thread, ReviewComment Comment) : HubEvent;

    public sealed record ThreadResolved(ReviewThread Thread) : HubEvent;

    public sealed record Commented(Issue Issue, IssueComment Comment) : HubEvent;

    public sealed record Labeled(Issue Issue, string Label) : HubEvent;

    public sealed record Enqueued(QueueEntry Entry) : HubEvent;

    /// <summary>It left the queue unmerged.</summary>
    public sealed record Dequeued(QueueEntry Entry, string Reason) : HubEvent;

    public sealed record Merged(PullRequest Pull) : HubEvent;

    /// <summary>An issue or a pull request was closed unmerged.</summary>
    public sealed record Closed(Issue Issue) : HubEvent;
}

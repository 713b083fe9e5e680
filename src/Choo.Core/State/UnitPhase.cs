namespace Choo.Core.State;

/// <summary>What a unit does just now.</summary>
public enum UnitPhase
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its worktree is prepared.</summary>
    Prepare,

    /// <summary>An agent works on a task.</summary>
    Agent,

    /// <summary>An agent repairs what failed the baseline.</summary>
    FixTurn,

    /// <summary>An agent resolves a merge conflict.</summary>
    ConflictTurn,

    /// <summary>An agent answers what was said of its pull request.</summary>
    FeedbackTurn,

    /// <summary>Another agent reviews it.</summary>
    Review,

    /// <summary>An agent fixes what the review found.</summary>
    ReviewFixTurn,

    /// <summary>Its next turn waits for a paused provider.</summary>
    WaitsForProvider,

    /// <summary>A task's turn has ended and is looked at.</summary>
    Judge,

    /// <summary>A task's gate runs.</summary>
    Gate,

    /// <summary>A task's attempt was rejected; the next one comes.</summary>
    NextAttempt,

    /// <summary>A task is committed; the next one comes.</summary>
    NextTask,

    /// <summary>Its tasks are committed and the whole is proved.</summary>
    Baseline,

    /// <summary>It waits for a slot for a fix turn.</summary>
    QueuedForFixTurn,

    /// <summary>It waits for a slot for a conflict turn.</summary>
    QueuedForConflictTurn,

    /// <summary>It waits for a slot for a feedback turn.</summary>
    QueuedForFeedbackTurn,

    /// <summary>It waits to be proved and to land.</summary>
    QueuedToLand,

    /// <summary>It lands.</summary>
    Landing,

    /// <summary>Its pull request waits for reviews, checks or its merge.</summary>
    PullRequest,
}

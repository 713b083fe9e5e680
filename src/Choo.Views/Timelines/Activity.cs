namespace Choo.Views.Timelines;

/// <summary>What a unit's time went to.</summary>
internal enum Activity
{
    /// <summary>It waits for units that it depends on.</summary>
    Dependencies,

    /// <summary>It waits for a slot or a lock.</summary>
    Slot,

    /// <summary>Its worktree is prepared.</summary>
    Prepare,

    /// <summary>An agent works on it.</summary>
    Agent,

    /// <summary>A gate judges it.</summary>
    Gate,

    /// <summary>It queues to be proved and to land, is proved, or lands.</summary>
    Train,

    /// <summary>Its pull request waits for reviews, checks or its merge.</summary>
    PullRequest,

    /// <summary>It waits for a provider that is paused.</summary>
    Limit,
}

namespace Choo.Testing.GitHub.State;

/// <summary>A pull request in a merge queue.</summary>
public sealed class QueueEntry
{
    internal QueueEntry(long id, PullRequest pull, Account by, DateTimeOffset at) => (Id, Pull, By, EnqueuedAt) = (id, pull, by, at);

    public long Id { get; }

    public PullRequest Pull { get; }

    public Account By { get; }

    public DateTimeOffset EnqueuedAt { get; }

    /// <summary>QUEUED, then AWAITING_CHECKS.</summary>
    public string State { get; internal set; } = "QUEUED";

    /// <summary>The base with it merged, which the checks run on; null before it was made.</summary>
    public string? Commit { get; internal set; }

    internal string? Onto { get; set; }
}

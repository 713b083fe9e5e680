namespace Choo.Testing.GitHub.State;

/// <summary>A submitted review.</summary>
public sealed class Review
{
    internal Review(long id, PullRequest pull, Account user, string state, string body, string commit, DateTimeOffset at) =>
        (Id, Pull, User, State, Body, Commit, SubmittedAt) = (id, pull, user, state, body, commit, at);

    public long Id { get; }

    public PullRequest Pull { get; }

    public Account User { get; }

    /// <summary>APPROVED, CHANGES_REQUESTED, COMMENTED or DISMISSED.</summary>
    public string State { get; internal set; }

    public string Body { get; }

    /// <summary>The head that was reviewed.</summary>
    public string Commit { get; }

    public DateTimeOffset SubmittedAt { get; }
}

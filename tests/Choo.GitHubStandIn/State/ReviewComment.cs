namespace Choo.Testing.GitHub.State;

/// <summary>A comment of a review thread.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Thread">The thread that it stands in.</param>
/// <param name="Review">The review that it came with.</param>
/// <param name="User">Who wrote it.</param>
/// <param name="Body">The text.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ReplyTo">The thread's first comment, for a reply.</param>
public sealed record ReviewComment(long Id, ReviewThread Thread, Review Review, Account User, string Body, DateTimeOffset CreatedAt, ReviewComment? ReplyTo = null)
{
    /// <summary>Whether it belongs to a review that is not given yet: only its author sees it.</summary>
    public bool IsPending { get; init; }

    /// <summary>When others could see it.</summary>
    public DateTimeOffset PublishedAt { get; init; } = CreatedAt;
}

using Choo.Core.Events;

namespace Choo.Core.State;

/// <summary>Why a unit whose tasks are done has to have another turn before it can land. A closed set.</summary>
/// <param name="Onto">The target's commit that it was merged with.</param>
public abstract record Repair(string Onto)
{
    /// <summary>The baseline failed on the merged tree.</summary>
    /// <param name="Commit">The merge commit.</param>
    /// <param name="Onto">The target's commit that it was merged onto.</param>
    public sealed record Baseline(string Commit, string Onto) : Repair(Onto);

    /// <summary>The unit and the target changed the same lines.</summary>
    /// <param name="Onto">The target's commit.</param>
    public sealed record Conflict(string Onto) : Repair(Onto);

    /// <summary>Reviewers or checks found something in its pull request.</summary>
    /// <param name="Asked">What is to be answered.</param>
    /// <param name="Onto">The target's commit that the pull request's newest commit was merged onto.</param>
    public sealed record Feedback(PullRequestFeedback Asked, string Onto) : Repair(Onto);
}

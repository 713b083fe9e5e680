using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Forge;

namespace Choo.Core.Routes;

/// <summary>The next step of a pull request. A closed set.</summary>
public abstract record PullRequestDecision
{
    private PullRequestDecision()
    {
    }

    /// <summary>Nothing until the forge says something else.</summary>
    /// <param name="Status">What reviewers say.</param>
    /// <param name="Reason">What is waited for, in a few words.</param>
    public sealed record Wait(PullRequestStatus Status, string Reason) : PullRequestDecision;

    /// <summary>A turn has to answer what was said.</summary>
    /// <param name="Round">Which round this is, from 1.</param>
    /// <param name="Seen">The newest time of what was said, by the forge's clock.</param>
    /// <param name="Items">What was said; for a check, without what its log says.</param>
    public sealed record Answer(int Round, DateTimeOffset Seen, ImmutableArray<FeedbackItem> Items) : PullRequestDecision;

    /// <summary>The base moved: the combination has to be proved before the merge.</summary>
    public sealed record Update : PullRequestDecision;

    /// <summary>What it stood on has landed: its base becomes the target, and the combination with that has to be proved.</summary>
    public sealed record Retarget : PullRequestDecision;

    /// <summary>It may be merged.</summary>
    /// <param name="Commit">The proved commit that its branch must be at.</param>
    /// <param name="Method">How.</param>
    public sealed record Merge(string Commit, MergeMethod Method) : PullRequestDecision;

    /// <summary>It may be put into the forge's own merge queue.</summary>
    /// <param name="Commit">The proved commit that its branch must be at.</param>
    public sealed record Enqueue(string Commit) : PullRequestDecision;

    /// <summary>Somebody merged it: that the target contains the work is to be looked at.</summary>
    /// <param name="Commit">The commit that the merge made.</param>
    public sealed record Confirm(string Commit) : PullRequestDecision;

    /// <summary>A person has to do something.</summary>
    /// <param name="Diagnostic">What, and why.</param>
    public sealed record GiveUp(Diagnostic Diagnostic) : PullRequestDecision;
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Choo.Core.Agents;
using Choo.Core.Json;

namespace Choo.Core.Events;

/// <summary>A proved commit is about to be pushed to the unit's branch; written before that, so that a crash makes nothing twice.</summary>
/// <param name="Branch">The branch on the remote.</param>
/// <param name="Commit">The proved commit: the unit merged onto the target.</param>
/// <param name="Onto">The commit that it was merged onto: the target's, or that of the pull request below.</param>
public sealed record PullRequestPushing(string Branch, string Commit, string Onto) : EventData("unit.pr.pushing")
{
    /// <summary>The unit whose pull request it stands on: <see cref="Onto"/> is that one's commit. Null when it was merged onto the target itself.</summary>
    public string? Below { get; init; }

    /// <summary>For an answer to feedback: the newest time of anything that was said before the push, by the forge's clock, where that was said since the answer was asked for.</summary>
    public DateTimeOffset? Seen { get; init; }
}

/// <summary>The unit's pull request is open, with its proved commit.</summary>
/// <param name="Number">The pull request's number.</param>
/// <param name="Url">Its web page.</param>
/// <param name="Branch">The branch with the work.</param>
/// <param name="Commit">The commit that the branch is at.</param>
public sealed record PullRequestOpened(int Number, string Url, string Branch, string Commit) : EventData("unit.pr.opened")
{
    /// <summary>The branch that it is to be merged into; null when that is the target.</summary>
    public string? Base { get; init; }

    /// <summary>true when units that depend on this one may begin on top of it; null when they wait for its merge.</summary>
    public bool? Stacks { get; init; }
}

/// <summary>Another proved commit is in the pull request, and what it answers was replied to.</summary>
/// <param name="Number">The pull request's number.</param>
/// <param name="Commit">The commit that the branch is at.</param>
public sealed record PullRequestUpdated(int Number, string Commit) : EventData("unit.pr.updated");

/// <summary>What reviewers say of the pull request changed, or a resumed run follows it again.</summary>
/// <param name="Number">The pull request's number.</param>
/// <param name="Status">What they say.</param>
public sealed record PullRequestReviewed(
    int Number, [property: JsonConverter(typeof(OpenEnumConverter<PullRequestStatus>))] OpenEnum<PullRequestStatus> Status) : EventData("unit.pr.review");

/// <summary>Reviewers or checks found something: the unit needs a feedback turn.</summary>
/// <param name="Number">The pull request's number.</param>
/// <param name="Round">Which round this is, from 1. One that a crash cut off is asked for again with the same number.</param>
/// <param name="Seen">The newest time of anything that was said, by the forge's clock: approvals up to then do not count for what follows.</param>
/// <param name="Items">What is to be answered.</param>
public sealed record PullRequestFeedback(int Number, int Round, DateTimeOffset Seen, ImmutableArray<FeedbackItem> Items) : EventData("unit.pr.feedback");

/// <summary>The target moved, or what it stands on: the unit is merged with it and proved again before its pull request is merged.</summary>
/// <param name="Number">The pull request's number.</param>
/// <param name="Onto">The new commit to be merged onto.</param>
public sealed record PullRequestOutdated(int Number, string Onto) : EventData("unit.pr.outdated")
{
    /// <summary>The target, when what it stood on has landed and its base was corrected to that; null when its base stays.</summary>
    public string? Base { get; init; }
}

/// <summary>The pull request is in the forge's own merge queue.</summary>
/// <param name="Number">The pull request's number.</param>
/// <param name="Commit">The commit that its branch must be at.</param>
public sealed record PullRequestQueued(int Number, string Commit) : EventData("unit.pr.queued");

/// <summary>The pull request is merged, and the target's branch on the remote contains the unit's work.</summary>
/// <param name="Number">The pull request's number.</param>
/// <param name="Commit">The commit that the merge made.</param>
public sealed record PullRequestMerged(int Number, string Commit) : EventData("unit.pr.merged");

/// <summary>The feature's branch is pushed, and its pull request to the target is open.</summary>
/// <param name="Number">The pull request's number.</param>
/// <param name="Url">Its web page.</param>
/// <param name="Branch">The feature's branch.</param>
/// <param name="Target">The branch that it is to be merged into.</param>
/// <param name="Commit">The commit that the feature's branch is at.</param>
public sealed record FeatureProposed(int Number, string Url, string Branch, string Target, string Commit) : EventData("feature.pr.opened");

/// <summary>The feature's pull request was there before: its branch and its description have the newest units now.</summary>
/// <param name="Number">The pull request's number.</param>
/// <param name="Url">Its web page.</param>
/// <param name="Branch">The feature's branch.</param>
/// <param name="Target">The branch that it is to be merged into.</param>
/// <param name="Commit">The commit that the feature's branch is at.</param>
public sealed record FeatureUpdated(int Number, string Url, string Branch, string Target, string Commit) : EventData("feature.pr.updated");

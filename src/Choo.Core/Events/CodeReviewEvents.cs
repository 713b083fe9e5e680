using System.Collections.Immutable;
using Choo.Core.CodeReview;

namespace Choo.Core.Events;

/// <summary>Another agent is about to review the unit.</summary>
/// <param name="Provider">The reviewer's name.</param>
/// <param name="Commit">The commit that is reviewed.</param>
/// <param name="Since">The commit that it is compared with.</param>
public sealed record CodeReviewStarted(string Provider, string Commit, string Since) : EventData("codereview.started");

/// <summary>The review found nothing.</summary>
/// <param name="Summary">The reviewer's judgement in a line; may be empty.</param>
/// <param name="Tree">The tree that was reviewed.</param>
public sealed record CodeReviewPassed(string Summary, string Tree) : EventData("codereview.passed");

/// <summary>The review found something.</summary>
/// <param name="Count">How many findings.</param>
/// <param name="Issues">The findings, the worst first.</param>
/// <param name="Summary">The reviewer's judgement in a line; may be empty.</param>
/// <param name="Tree">The tree that was reviewed.</param>
public sealed record CodeReviewIssuesFound(int Count, ImmutableArray<ReviewFinding> Issues, string Summary, string Tree) : EventData("codereview.issues_found");

/// <summary>The unit's agent is to fix what the review found.</summary>
/// <param name="Iteration">1 for the first.</param>
/// <param name="MaxIterations">How many there may be.</param>
public sealed record CodeReviewFixAttempt(int Iteration, int MaxIterations) : EventData("codereview.fix_attempt");

/// <summary>A fix of what the review found is committed.</summary>
/// <param name="Iteration">1 for the first.</param>
public sealed record CodeReviewFixApplied(int Iteration) : EventData("codereview.fix_applied");

/// <summary>The review did not come about.</summary>
/// <param name="Error">Why.</param>
public sealed record CodeReviewFailed(string Error) : EventData("codereview.failed");

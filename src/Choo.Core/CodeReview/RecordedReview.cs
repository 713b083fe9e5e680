using System.Collections.Immutable;

namespace Choo.Core.CodeReview;

/// <summary>A review that was done and recorded: it answers for the same tree again.</summary>
/// <param name="Tree">The tree of the unit's commit that was reviewed.</param>
/// <param name="Findings">What was found, the worst first; empty when the review passed.</param>
public sealed record RecordedReview(string Tree, ImmutableArray<ReviewFinding> Findings);

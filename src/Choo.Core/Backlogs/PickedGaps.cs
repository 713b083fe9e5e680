using System.Collections.Immutable;

namespace Choo.Core.Backlogs;

/// <summary>What can be worked on now.</summary>
/// <param name="Gaps">The gaps that may be picked, the first one first.</param>
/// <param name="Excluded">Why each of the others may not, in the backlog's order.</param>
public sealed record PickedGaps(ImmutableArray<Gap> Gaps, ImmutableArray<ExcludedGap> Excluded);

/// <summary>A gap that may not be picked.</summary>
/// <param name="Gap">It.</param>
/// <param name="Reasons">Each reason, as the end of a sentence that begins with its id.</param>
public sealed record ExcludedGap(Gap Gap, ImmutableArray<string> Reasons);

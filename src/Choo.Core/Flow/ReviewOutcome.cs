using Choo.Core.CodeReview;
using Choo.Core.Diagnostics;

namespace Choo.Core.Flow;

/// <summary>How a review ended. A closed set.</summary>
internal abstract record ReviewOutcome
{
    private ReviewOutcome()
    {
    }

    /// <summary>There was nothing to review.</summary>
    public sealed record Nothing : ReviewOutcome;

    /// <summary>The reviewer answered.</summary>
    /// <param name="Answer">What it said.</param>
    public sealed record Read(ReviewAnswer.Readable Answer) : ReviewOutcome;

    /// <summary>It did not come about.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Refusal">What a person has to act on before a turn can start; null when that is not why.</param>
    public sealed record NotDone(string Reason, Diagnostic? Refusal = null) : ReviewOutcome;
}

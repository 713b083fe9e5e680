using System.Collections.Immutable;

namespace Choo.Core.CodeReview;

/// <summary>What a reviewer's last message says. A closed set.</summary>
public abstract record ReviewAnswer
{
    private ReviewAnswer()
    {
    }

    /// <summary>It has the form that was asked for.</summary>
    /// <param name="Summary">The reviewer's judgement in one line of at most 500 characters; may be empty.</param>
    /// <param name="Findings">What was found, the worst first, at most 100.</param>
    public sealed record Readable(string Summary, ImmutableArray<ReviewFinding> Findings) : ReviewAnswer;

    /// <summary>It has another form.</summary>
    /// <param name="Reason">What is wrong with it, as the end of a sentence about it.</param>
    public sealed record Malformed(string Reason) : ReviewAnswer;
}

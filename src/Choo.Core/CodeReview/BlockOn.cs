namespace Choo.Core.CodeReview;

/// <summary><c>code_review.block_on</c>: the findings that keep a unit from landing.</summary>
public enum BlockOn
{
    /// <summary>None: reviews are advice.</summary>
    Never,

    /// <summary>Errors.</summary>
    Error,

    /// <summary>Errors and warnings.</summary>
    Warning,
}

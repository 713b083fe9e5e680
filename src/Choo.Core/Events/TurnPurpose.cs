namespace Choo.Core.Events;

/// <summary>What a turn is for.</summary>
public enum TurnPurpose
{
    /// <summary>A task.</summary>
    Task,

    /// <summary>A fix turn: it repairs what failed the baseline.</summary>
    Baseline,

    /// <summary>It resolves a merge conflict.</summary>
    Conflict,

    /// <summary>It answers what was said of the unit's pull request.</summary>
    Feedback,

    /// <summary>It reviews what the unit changed.</summary>
    Review,

    /// <summary>It fixes what a review found.</summary>
    ReviewFix,
}

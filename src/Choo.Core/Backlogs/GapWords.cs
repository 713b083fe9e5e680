namespace Choo.Core.Backlogs;

/// <summary>The words of backlogs. Real ones use sixteen for the status; upper and lower case, hyphens and underscores are the same.</summary>
public static class GapWords
{
    /// <summary>The words for a status that are suggested; others are understood too.</summary>
    public static IReadOnlyList<string> Statuses { get; } = ["open", "in_progress", "blocked", "deferred", "done", "superseded", "wontfix", "perpetual"];

    /// <summary>The words for a kind.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["user", "system"];

    /// <summary>The status that a word stands for; null when it is none.</summary>
    public static GapStatus? Status(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.ToUpperInvariant().Replace('-', '_') switch
        {
            "OPEN" => GapStatus.Open,
            "IN_PROGRESS" or "IN_FLIGHT" or "IN_REVIEW" or "READY_TO_SHIP" => GapStatus.InProgress,
            "BLOCKED" or "DEFERRED" => GapStatus.Held,
            "DONE" or "SHIPPED" or "CLOSED" or "ALREADY_SATISFIED" => GapStatus.Done,
            "SUPERSEDED" or "WONTFIX" or "WONT_FIX" or "CLOSED_NOT_A_BUG" => GapStatus.Dropped,
            "PERPETUAL" => GapStatus.Perpetual,
            _ => null,
        };
    }

    /// <summary>The kind that a word stands for; null when it is none.</summary>
    public static GapKind? Kind(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.ToUpperInvariant() switch
        {
            "" or "USER" => GapKind.User,
            "SYSTEM" => GapKind.System,
            _ => null,
        };
    }
}

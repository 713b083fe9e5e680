namespace Choo.Core.Priorities;

/// <summary>How priorities and efforts are written: the words of today, and those of earlier systems, which are understood too.</summary>
public static class PriorityWords
{
    /// <summary>The priorities, most urgent first.</summary>
    public static IReadOnlyList<string> Priorities { get; } = ["P0", "P1", "P2", "P3", "P4"];

    /// <summary>The efforts, least first.</summary>
    public static IReadOnlyList<string> Efforts { get; } = ["xs", "s", "m", "l", "xl"];

    /// <summary>The priority that a word stands for; null when it is none. Backlogs said <c>critical</c> to <c>low</c>, tickets 1 (most urgent) to 5.</summary>
    public static UnitPriority? Priority(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.ToUpperInvariant() switch
        {
            "P0" or "CRITICAL" or "1" => UnitPriority.P0,
            "P1" or "HIGH" or "2" => UnitPriority.P1,
            "P2" or "MEDIUM" or "3" => UnitPriority.P2,
            "P3" or "LOW" or "4" => UnitPriority.P3,
            "P4" or "5" => UnitPriority.P4,
            _ => null,
        };
    }

    /// <summary>The effort that a word stands for; null when it is none.</summary>
    public static UnitEffort? Effort(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.ToUpperInvariant() switch
        {
            "XS" => UnitEffort.Xs,
            "S" or "SMALL" => UnitEffort.S,
            "M" or "MEDIUM" => UnitEffort.M,
            "L" or "LARGE" => UnitEffort.L,
            "XL" => UnitEffort.Xl,
            _ => null,
        };
    }

    /// <summary>The word of a priority.</summary>
    public static string Of(UnitPriority priority) => Priorities[(int)priority];

    /// <summary>The word of an effort.</summary>
    public static string Of(UnitEffort effort) => Efforts[(int)effort];
}

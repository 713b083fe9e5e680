namespace Choo.Core.Priorities;

/// <summary>
/// Which of the units that are ready gets the next slot: the one that compares as the least. Priority comes first, raised by one for each level
/// of age; then the longest chain of work that waits for the unit; then the least effort; then the place in the plan.
/// </summary>
public readonly record struct Urgency : IComparable<Urgency>
{
    /// <summary>How many more urgent units start before one that waits meanwhile is raised by one priority.</summary>
    public const int StartsPerLevel = 8;

    /// <summary>Whether one more turn lets it land: it goes ahead of what has not begun.</summary>
    public bool IsReturned { get; init; }

    /// <summary>Its priority.</summary>
    public UnitPriority Priority { get; init; }

    /// <summary>By how many priorities its waiting raises it.</summary>
    public int Age { get; init; }

    /// <summary>How many tasks the longest chain of units has that begins with it.</summary>
    public int Height { get; init; }

    /// <summary>Its effort.</summary>
    public UnitEffort Effort { get; init; }

    /// <summary>Its place in the plan, from 0.</summary>
    public int Place { get; init; }

    /// <inheritdoc/>
    public int CompareTo(Urgency other) =>
        IsReturned != other.IsReturned ? (IsReturned ? -1 : 1)
        : (int)Priority - Age != (int)other.Priority - other.Age ? ((int)Priority - Age).CompareTo((int)other.Priority - other.Age)
        : Height != other.Height ? other.Height.CompareTo(Height)
        : Effort != other.Effort ? Effort.CompareTo(other.Effort)
        : Place.CompareTo(other.Place);

    /// <summary>Whether one is more urgent than another.</summary>
    public static bool operator <(Urgency left, Urgency right) => left.CompareTo(right) < 0;

    /// <summary>Whether one is less urgent than another.</summary>
    public static bool operator >(Urgency left, Urgency right) => left.CompareTo(right) > 0;

    /// <summary>Whether one is at least as urgent as another.</summary>
    public static bool operator <=(Urgency left, Urgency right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one is at most as urgent as another.</summary>
    public static bool operator >=(Urgency left, Urgency right) => left.CompareTo(right) >= 0;
}

using Choo.Core.Priorities;

namespace Choo.Core.State;

/// <summary>
/// How far waiting has raised units, counted in starts and not in time, so that a replay comes to the same. Units of one priority share a count
/// of the more urgent ones that started: a unit's age is what was added to it while the unit waited.
/// </summary>
internal sealed class Ages
{
    private readonly int[] overtaken = new int[PriorityWords.Priorities.Count];

    /// <summary>A unit of that priority started.</summary>
    public void Start(UnitPriority priority)
    {
        for (var other = (int)priority + 1; other < overtaken.Length; other++)
        {
            overtaken[other]++;
        }
    }

    /// <summary>The count for a priority, in levels.</summary>
    public int Of(UnitPriority priority) => overtaken[(int)priority] / Urgency.StartsPerLevel;

    /// <summary>Nobody waits any more.</summary>
    public void Clear() => Array.Clear(overtaken);
}

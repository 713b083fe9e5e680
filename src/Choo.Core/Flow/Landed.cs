using Choo.Core.State;

namespace Choo.Core.Flow;

/// <summary>A unit that landed.</summary>
/// <param name="Unit">Its id.</param>
/// <param name="PlanPath">Its plan, relative to the repository.</param>
/// <param name="Commit">Its merge commit on the target.</param>
/// <param name="Tip">Its own newest commit; null when the journal does not have it.</param>
public sealed record Landed(string Unit, string PlanPath, string Commit, string? Tip)
{
    /// <summary>By the run's state; null when it did not land on the target.</summary>
    public static Landed? Of(UnitProgress unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit is { State: UnitState.Complete, Branch: null, Commit: { } commit } ? new Landed(unit.Id, unit.Planned.PlanPath, commit, unit.Tip) : null;
    }
}

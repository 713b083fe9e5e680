using Choo.Core.State;

namespace Choo.Views.Lines;

/// <summary>What a unit does just now, in plain words.</summary>
internal static class PhaseText
{
    private const int MostNamed = 3;

    /// <summary><c>agent</c>, <c>gate</c>, <c>baseline</c>, <c>fix turn 1</c>, <c>landing</c>, <c>waiting for claude</c> ...; empty when nothing.</summary>
    public static string Of(UnitProgress unit) => unit.Phase switch
    {
        UnitPhase.Prepare => "preparing",
        UnitPhase.Judge => "gate",
        UnitPhase.FixTurn => $"fix turn {Math.Max(1, unit.Attempt)}",
        UnitPhase.ConflictTurn => $"conflict turn {Math.Max(1, unit.Attempt)}",
        UnitPhase.FeedbackTurn => $"feedback turn {Math.Max(1, unit.Attempt)}",
        UnitPhase.ReviewFixTurn => $"review fix turn {Math.Max(1, unit.Attempt)}",
        UnitPhase.QueuedToLand => "landing queue",
        _ when unit.IsPaused => $"waiting for {unit.PausedFor ?? unit.Provider}",
        UnitPhase.WaitsForProvider => $"waiting for {unit.PausedFor ?? unit.Provider}",
        UnitPhase.Review => "review",
        UnitPhase.Agent => "agent",
        UnitPhase.Gate => "gate",
        UnitPhase.NextAttempt => "next attempt",
        UnitPhase.NextTask => "next task",
        UnitPhase.Baseline => "baseline",
        UnitPhase.QueuedForFixTurn => "queued for a fix turn",
        UnitPhase.QueuedForConflictTurn => "queued for a conflict turn",
        UnitPhase.QueuedForFeedbackTurn => "queued for a feedback turn",
        UnitPhase.Landing => "landing",
        UnitPhase.PullRequest => $"pull request #{unit.PullRequest?.Number}",
        _ => "",
    };

    /// <summary>Whether it is about one task: only then its number and its attempt say something.</summary>
    public static bool IsOfTask(UnitProgress unit) => unit.Task is > 0 && (unit.IsPaused || unit.Phase is UnitPhase.Agent or UnitPhase.Judge or UnitPhase.Gate or UnitPhase.NextAttempt);

    /// <summary>What a unit that has not started waits for.</summary>
    public static string Waits(UnitProgress unit, RunState state)
    {
        if (unit.State == UnitState.Ready)
        {
            return state.LockHeldFor(unit) is { } held ? $"waiting for the lock {held.Lock} of {held.Holder.Id}"
                : state.Providers.IsPaused(unit.Provider) ? $"waiting for {unit.Provider}" : "waiting for a slot";
        }

        var open = unit.Planned.DependsOn.Where(id => state.Unit(id).State != UnitState.Complete).Take(MostNamed + 1).ToList();
        return open.Count switch
        {
            0 => "waiting to start",
            > MostNamed => $"waiting for {string.Join(", ", open.Take(MostNamed))} and others",
            _ => $"waiting for {string.Join(", ", open)}",
        };
    }
}

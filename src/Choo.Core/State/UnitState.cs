namespace Choo.Core.State;

/// <summary>Where a unit is. On the wire the names are snake_case.</summary>
public enum UnitState
{
    /// <summary>Waits for its dependencies.</summary>
    Pending,

    /// <summary>Waits for a slot.</summary>
    Ready,

    /// <summary>Has a slot.</summary>
    InProgress,

    /// <summary>Is verified and queues for landing, or lands.</summary>
    Merging,

    /// <summary>Its pull request is open and nobody has said anything of it.</summary>
    PrOpen,

    /// <summary>Its pull request is being reviewed, or was.</summary>
    InReview,

    /// <summary>Landed, or verified on its branch with <c>--no-merge</c>.</summary>
    Complete,

    /// <summary>Could not be done.</summary>
    Failed,

    /// <summary>A unit it depends on failed or waits.</summary>
    Blocked,

    /// <summary>Is verified; only a person can let it land.</summary>
    Waiting,
}

/// <summary>Names of states as outsiders see them.</summary>
public static class UnitStates
{
    /// <summary>The snake_case name.</summary>
    public static string Name(this UnitState state) => state switch
    {
        UnitState.Pending => "pending",
        UnitState.Ready => "ready",
        UnitState.InProgress => "in_progress",
        UnitState.Merging => "merging",
        UnitState.PrOpen => "pr_open",
        UnitState.InReview => "in_review",
        UnitState.Complete => "complete",
        UnitState.Failed => "failed",
        UnitState.Blocked => "blocked",
        UnitState.Waiting => "waiting",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>Whether nothing more happens to it in this run.</summary>
    public static bool IsTerminal(this UnitState state) =>
        state is UnitState.Complete or UnitState.Failed or UnitState.Blocked or UnitState.Waiting;
}

using Choo.Core.State;

namespace Choo.Views.Timelines;

/// <summary>Activities of units: which one, its name, its colour.</summary>
internal static class Activities
{
    /// <summary>All of them, in the order of a unit's life.</summary>
    public static IReadOnlyList<Activity> All { get; } = Enum.GetValues<Activity>();

    /// <summary>In plain words.</summary>
    public static string Name(Activity activity) => activity switch
    {
        Activity.Dependencies => "waits for other units",
        Activity.Slot => "waits for a slot",
        Activity.Prepare => "preparing",
        Activity.Agent => "agent",
        Activity.Gate => "gate",
        Activity.Train => "queue and train",
        Activity.PullRequest => "pull request",
        _ => "provider's limit",
    };

    /// <summary>The name of its class in style sheets.</summary>
    public static string Class(Activity activity) => activity switch
    {
        Activity.Dependencies => "dependencies",
        Activity.Slot => "slot",
        Activity.Prepare => "prepare",
        Activity.Agent => "agent",
        Activity.Gate => "gate",
        Activity.Train => "train",
        Activity.PullRequest => "pr",
        _ => "limit",
    };

    /// <summary>Its colour as <c>#rrggbb</c>, to be told from its neighbours on light and on dark pages.</summary>
    public static string Color(Activity activity) => activity switch
    {
        Activity.Dependencies => "#d0d7de",
        Activity.Slot => "#9aa4af",
        Activity.Prepare => "#6e7781",
        Activity.Agent => "#3b82d6",
        Activity.Gate => "#e3a008",
        Activity.Train => "#2da44e",
        Activity.PullRequest => "#8957e5",
        _ => "#d1453b",
    };

    /// <summary>Whether it is waiting for others of the run, which says less than anything else.</summary>
    public static bool IsIdle(Activity activity) => activity is Activity.Dependencies or Activity.Slot;

    /// <summary>What a unit's time goes to just now; null when it is over.</summary>
    public static Activity? Of(UnitProgress unit, RunState state) => unit.State switch
    {
        UnitState.Pending => unit.Planned.DependsOn.IsEmpty ? Activity.Slot : Activity.Dependencies,
        UnitState.Ready => state.Providers.IsPaused(unit.Provider) ? Activity.Limit : Activity.Slot,
        UnitState.InProgress => unit.IsPaused ? Activity.Limit : AtWork(unit.Phase),
        UnitState.Merging => Activity.Train,
        UnitState.PrOpen or UnitState.InReview => Activity.PullRequest,
        _ => null,
    };

    private static Activity AtWork(UnitPhase phase) => phase switch
    {
        UnitPhase.None or UnitPhase.Prepare => Activity.Prepare,
        UnitPhase.WaitsForProvider => Activity.Limit,
        UnitPhase.Judge or UnitPhase.Gate => Activity.Gate,
        UnitPhase.NextAttempt or UnitPhase.NextTask => Activity.Slot,
        UnitPhase.Baseline => Activity.Train,
        _ => Activity.Agent,
    };
}

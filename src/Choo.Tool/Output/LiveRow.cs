using Choo.Core.Running;

namespace Choo.Tool.Output;

/// <summary>What the live view shows of one unit: a copy, because the loop goes on changing the original.</summary>
/// <param name="Id">The unit.</param>
/// <param name="Done">Tasks that are complete.</param>
/// <param name="Total">All its tasks.</param>
/// <param name="Task">The number of the task at hand.</param>
/// <param name="Phase">What it does.</param>
/// <param name="Since">Since when.</param>
internal sealed record LiveRow(string Id, int Done, int Total, int? Task, string Phase, DateTimeOffset Since)
{
    /// <summary>The attempt at hand.</summary>
    public int Attempt { get; init; }

    /// <summary>What its agent did last.</summary>
    public string Activity { get; init; } = "";

    /// <summary>As the unit is now.</summary>
    public static LiveRow Of(UnitProgress unit, string activity) =>
        new(unit.Id, unit.CompletedTasks, unit.Planned.Tasks.Length, unit.Task, unit.Phase, unit.PhaseSince)
        {
            Attempt = unit.Attempt,
            Activity = activity,
        };
}

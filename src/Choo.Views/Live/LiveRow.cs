using Choo.Core.State;
using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Views.Live;

/// <summary>What the live view shows of one unit (or of the target): a copy, because the loop keeps changing the original.</summary>
/// <param name="Id">The unit, or the target's branch.</param>
/// <param name="Phase">What it does, in plain words.</param>
/// <param name="Since">Since when.</param>
internal sealed record LiveRow(string Id, string Phase, DateTimeOffset Since)
{
    /// <summary>Tasks that are complete and all its tasks, as <c>1/3</c>; empty for the target.</summary>
    public string Tasks { get; init; } = "";

    /// <summary>The number of the task at hand, null when the phase is about no task.</summary>
    public int? Task { get; init; }

    /// <summary>The attempt at the task at hand.</summary>
    public int Attempt { get; init; }

    /// <summary>What its agent did last.</summary>
    public string Activity { get; init; } = "";

    /// <summary>As the unit is now.</summary>
    public static LiveRow Of(UnitProgress unit, string activity)
    {
        var isOfTask = PhaseText.IsOfTask(unit);
        return new LiveRow(unit.Id, PhaseText.Of(unit), unit.PhaseSince)
        {
            Tasks = $"{unit.CompletedTasks}/{unit.Planned.Tasks.Length}",
            Task = isOfTask ? unit.Task : null,
            Attempt = isOfTask ? unit.Attempt : 0,
            Activity = activity,
        };
    }

    /// <summary><c>core #2 agent for 1:10</c>, for one line about all that is under way.</summary>
    public string Text(DateTimeOffset now) => $"{Id}{(Task is { } task ? $" #{task}" : "")} {Phase} for {Amounts.Clock(now - Since)}";
}

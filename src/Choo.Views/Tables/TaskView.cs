using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Views.Tables;

/// <summary>A task as <c>status</c> shows it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="File">Its file's name.</param>
/// <param name="Complete">Whether it is complete.</param>
/// <param name="AtHand">Whether it is worked on, or failed.</param>
internal sealed record TaskView(int Number, string File, bool Complete, bool AtHand)
{
    /// <summary>The task's title.</summary>
    public string Title { get; init; } = "";

    /// <summary>The task's effort so far.</summary>
    public TaskWork Work { get; init; } = TaskWork.None;

    /// <summary>By a run.</summary>
    public static TaskView Of(UnitProgress unit, PlannedTask task) => new(
        task.Number, task.File, task.Complete || unit.Committed.Contains(task.Number), IsAtHand(unit, task))
    {
        Title = task.Title,
        Work = unit.TaskWork.GetValueOrDefault(task.Number, TaskWork.None),
    };

    /// <summary>The task that is worked on, or whose spec the unit's failure names.</summary>
    private static bool IsAtHand(UnitProgress unit, PlannedTask task) =>
        unit.Task == task.Number || (unit.State == UnitState.Failed && unit.Failure?.File == unit.Planned.PathOf(task));
}

using System.Collections.Immutable;
using Choo.Core.Running;
using Choo.Core.Specs;

namespace Choo.Tool.Output;

/// <summary>A unit as <c>status</c> shows it, from a run or, where there was none, from the specs.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">The state's name.</param>
/// <param name="Tasks">Its tasks: number, file, and whether each is complete.</param>
internal sealed record UnitView(string Id, string State, ImmutableArray<TaskView> Tasks)
{
    /// <summary>Agent turns so far.</summary>
    public int Attempts { get; init; }

    /// <summary>The commit it landed as.</summary>
    public string? Commit { get; init; }

    /// <summary>The units that block it.</summary>
    public ImmutableArray<string> BlockedBy { get; init; } = [];

    /// <summary>What it does just now.</summary>
    public string Doing { get; init; } = "";

    /// <summary>How many tasks are complete.</summary>
    public int Complete => Tasks.Count(task => task.Complete);

    /// <summary>By a run.</summary>
    public static UnitView Of(UnitProgress unit) => new(unit.Id, unit.State.Name(), [.. unit.Planned.Tasks.Select(task => new TaskView(
        task.Number, task.File, task.Complete || unit.Committed.Contains(task.Number), IsAtHand(unit, task)))])
    {
        Attempts = unit.Turns,
        Commit = unit.Commit,
        BlockedBy = unit.BlockedBy,
        Doing = unit.Phase.Length == 0 ? "" : unit.Attempt > 1 ? $"{unit.Phase}, attempt {unit.Attempt}" : unit.Phase,
    };

    /// <summary>By its specs.</summary>
    public static UnitView Of(Unit unit) => new(unit.Id, unit.IsComplete ? "complete" : "pending", [.. unit.Tasks.Select(task => new TaskView(
        task.Number, task.File, task.Status == SpecStatus.Complete, false))]);

    /// <summary>The task that is worked on, or whose spec the unit's failure names.</summary>
    private static bool IsAtHand(UnitProgress unit, PlannedTask task) =>
        unit.Task == task.Number || (unit.State == UnitState.Failed && unit.Failure?.File == $"{unit.Planned.Path}/{task.File}");
}

/// <summary>A task of it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="File">Its file's name.</param>
/// <param name="Complete">Whether it is complete.</param>
/// <param name="AtHand">Whether it is worked on.</param>
internal sealed record TaskView(int Number, string File, bool Complete, bool AtHand);

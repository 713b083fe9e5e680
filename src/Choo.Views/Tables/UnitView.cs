using System.Collections.Immutable;
using Choo.Core.Priorities;
using Choo.Core.Specs;
using Choo.Core.State;
using Choo.Views.Lines;

namespace Choo.Views.Tables;

/// <summary>A unit as <c>status</c> shows it, from a run or, where there was none, from the specs.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">The state's name.</param>
/// <param name="Tasks">Its tasks: number, file, and whether each is complete.</param>
internal sealed record UnitView(string Id, string State, ImmutableArray<TaskView> Tasks)
{
    /// <summary>The unit's effort so far, null when it was in no run.</summary>
    public Effort? Effort { get; init; }

    /// <summary>All agent turns so far.</summary>
    public int Turns { get; init; }

    /// <summary>The commit it landed as.</summary>
    public string? Commit { get; init; }

    /// <summary>The units that block it.</summary>
    public ImmutableArray<string> BlockedBy { get; init; } = [];

    /// <summary>Its priority; P2 when its plan names none.</summary>
    public UnitPriority Priority { get; init; } = UnitPriority.P2;

    /// <summary>The effort that its plan names; M when it names none.</summary>
    public UnitEffort Estimate { get; init; } = UnitEffort.M;

    /// <summary>The locks that it names.</summary>
    public ImmutableArray<string> Locks { get; init; } = [];

    /// <summary>The issue that its plan names, as <c>#123</c> or <c>owner/repo#123</c>; null when it names none.</summary>
    public string? Issue { get; init; }

    /// <summary>The lock that it waits for and the unit that holds it; null when it waits for none.</summary>
    public (string Lock, string HeldBy)? WaitsFor { get; init; }

    /// <summary>Its pull request; null when none was opened.</summary>
    public PullRequestRow? PullRequest { get; init; }

    /// <summary>What it does just now.</summary>
    public string Doing { get; init; } = "";

    /// <summary>How many tasks are complete.</summary>
    public int Complete => Tasks.Count(task => task.Complete);

    /// <summary>By a run.</summary>
    public static UnitView Of(UnitProgress unit, RunState state) => new(unit.Id, unit.State.Name(), [.. unit.Planned.Tasks.Select(task => TaskView.Of(unit, task))])
    {
        Effort = Effort.Of(unit, state),
        Turns = unit.Turns,
        Commit = unit.Commit,
        BlockedBy = unit.BlockedBy,
        Priority = unit.Planned.Priority ?? UnitPriority.P2,
        Estimate = unit.Planned.Effort ?? UnitEffort.M,
        Locks = unit.Planned.LockNames,
        Issue = unit.Planned.Issue,
        WaitsFor = state.LockHeldFor(unit) is { } held ? (held.Lock, held.Holder.Id) : null,
        PullRequest = PullRequestRow.Of(unit),
        Doing = unit.Phase != UnitPhase.None ? Phase(unit) : unit.State is UnitState.Pending or UnitState.Ready && state.End is null ? PhaseText.Waits(unit, state) : "",
    };

    /// <summary>By its specs.</summary>
    public static UnitView Of(Unit unit) => new(unit.Id, unit.IsComplete ? "complete" : "pending", [.. unit.Tasks.Select(task => new TaskView(
        task.Number, task.File, task.Status == SpecStatus.Complete, false) { Title = task.Title })])
    {
        Priority = unit.Priority ?? UnitPriority.P2,
        Estimate = unit.Effort ?? UnitEffort.M,
        Locks = unit.Locks,
        Issue = unit.Issue?.ToString(),
    };

    private static string Phase(UnitProgress unit) =>
        unit.Attempt > 1 && PhaseText.IsOfTask(unit) ? $"{PhaseText.Of(unit)}, attempt {unit.Attempt}" : PhaseText.Of(unit);
}

using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Json;
using Choo.Core.State;
using Choo.Views.Text;
using static Choo.Views.Lines.Verbosity;

namespace Choo.Views.Lines;

/// <summary>Every event as a line; the plain view and what scrolls above the live view are made of these.</summary>
internal static class EventLines
{
    /// <summary>The line of an event, after the state took it in.</summary>
    public static EventLine Of(RunEvent e, RunState state) => e.Data switch
    {
        RunStarted or RunResumed or SpecsUpdated or UnitsAdded or RunCompleted or RunFailed or RunInterrupted or DiagnosticReported => OfRun(e, state),
        BaselineStarted or BaselinePassed or BaselineFailed => OfBaseline(e, state),
        AgentInvoked or AgentDone or AgentActivity or EditsUndone => OfAgent(e, state),
        TaskStarted or RedFirstChecked or BackpressureStarted or ValidationPassed or ValidationFailed or TaskRetried or TaskCommitted or TaskCompleted => OfTask(e, state),
        WorktreeCreated or WorktreeRemoved or WorktreeKept or WorkSaved or UnitCommandRan => OfWorktree(e),
        EscalationSent sent => new(Detailed, Tone.Faint, $"told {sent.Channel}: {sent.Title}"),
        ProviderPaused or ProviderResumed or UnitPaused or BudgetReached or DiskFreed => ProviderText.Of(e),
        CodeReviewStarted or CodeReviewPassed or CodeReviewIssuesFound or CodeReviewFixAttempt or CodeReviewFixApplied or CodeReviewFailed => ReviewText.Of(e),
        _ => PullRequestText.Of(e) ?? FeatureText.Of(e) ?? OfUnit(e, state),
    };

    private static EventLine OfRun(RunEvent e, RunState state) => e.Data switch
    {
        RunStarted started => new(Minimal, Tone.Plain, Begin(e.Run, started)),
        RunResumed resumed => new(Minimal, Tone.Plain, $"run {e.Run} continues: {state.Counts.Complete} of {Amounts.Count(state.Units.Count, "unit")} complete"
            + (resumed.EndedProcesses > 0 ? $"; stopped {Amounts.Count(resumed.EndedProcesses, "process")} of the crashed run" : "")),
        SpecsUpdated updated => new(Minimal, Tone.Plain, $"specs re-read from {state.Started.Target} ({Amounts.Commit(updated.Commit)})")
        {
            Details = [.. updated.Changed.Select(change => $"{change.Unit.Id}: {string.Join(", ", change.Files)} changed"), .. updated.Gone.Select(id => $"{id}: removed")],
        },
        UnitsAdded added => new(Minimal, Tone.Plain, $"{Amounts.Count(added.Units.Length, "unit")} added from {state.Started.Target} ({Amounts.Commit(added.Commit)}): {string.Join(", ", added.Units.Select(unit => unit.Id))}"),
        RunCompleted completed => new(Minimal, Tone.Good, $"run complete: {Amounts.Count(completed.Complete, "unit")} in {Amounts.Clock(state.Worked)}{(state.Starts > 1 ? $" over {state.Starts} starts" : "")}"),
        RunFailed { Reason: { } reason } failed => new(Minimal, Tone.Bad, $"run {RunWords.Ended(failed, state)}") { Details = [reason.ToString()] },
        RunFailed => new(Minimal, state.Counts.Failed > 0 ? Tone.Bad : Tone.Warning, $"run finished: {RunTotals.Of(state.Counts, state.Units.Count)}"),
        RunInterrupted interrupted => new(Minimal, Tone.Warning, $"interrupted by {interrupted.Signal}; 'dotnet choo resume' continues the run"),
        DiagnosticReported noted => new(noted.Diagnostic.Severity == Severity.Error ? Quiet : Minimal, noted.Diagnostic.Severity == Severity.Error ? Tone.Bad : Tone.Warning, noted.Diagnostic.ToString()) { IsDiagnostic = true },
        _ => new(Verbosity.Diagnostic, Tone.Faint, e.Type),
    };

    private static string Begin(string run, RunStarted started) =>
        $"run {run}: {Amounts.Count(started.Units.Length, "unit")}, {Amounts.Count(started.Units.Sum(unit => unit.Tasks.Length), "task")}, "
        + $"{started.Parallelism} at a time, {(started.NoMerge ? "not merged into" : "onto")} {started.Target} ({Amounts.Commit(started.Base)})";

    private static EventLine OfBaseline(RunEvent e, RunState state)
    {
        var (subject, level) = e.Unit is null ? ($"baseline on {state.Started.Target}", Normal) : ($"{e.Unit}: baseline", Detailed);
        return e.Data switch
        {
            BaselineStarted begun => new(Verbosity.Diagnostic, Tone.Faint, $"{subject} starts on {Amounts.Commit(begun.Commit)}"),
            BaselinePassed passed => new(level, Tone.Good, $"{subject} passes{GateLines.Brief(passed.Evidence)}"),
            BaselineFailed failed => new(e.Unit is null ? Quiet : Normal, Tone.Bad, $"{subject} fails{GateLines.Brief(failed.Evidence)}")
            {
                Details = [.. GateLines.Details(failed.Evidence, e.Run)],
            },
            _ => new(Verbosity.Diagnostic, Tone.Faint, e.Type),
        };
    }

    private static EventLine OfAgent(RunEvent e, RunState state) => e.Data switch
    {
        AgentInvoked invoked => new(Normal, Tone.Plain, $"{Subject(e)}{Title(e, state)}: agent \"{invoked.Provider}\"{Purpose(invoked.Purpose)}{(invoked.Attempt > 1 ? $", attempt {invoked.Attempt}" : "")}"),
        AgentDone done when done.Outcome.Error is { } error => new(Normal, Tone.Warning, $"{Subject(e)}: {done.Provider} did not finish: {error}"),
        AgentDone done => new(Detailed, Tone.Faint, $"{Subject(e)}: {done.Provider} finished ({Amounts.Duration(done.Outcome.DurationMs)}"
            + $"{(Amounts.Total(done.Outcome.Usage) is > 0 and var tokens ? $", {Amounts.Tokens(tokens)} tokens" : "")}{(done.Outcome.Usage.CostUsd is { } cost ? $", {Amounts.Cost(cost)}" : "")}{(done.Outcome.Denials.Length > 0 ? $"; was denied {string.Join(", ", done.Outcome.Denials)}" : "")})"),
        AgentActivity activity => new(Verbosity.Diagnostic, Tone.Faint, $"{Subject(e)}: {activity.Text}"),
        EditsUndone undone => new(Normal, Tone.Warning, $"{Subject(e)}: undid the agent's edits of {string.Join(", ", undone.Files)}"),
        _ => new(Verbosity.Diagnostic, Tone.Faint, e.Type),
    };

    private static string Purpose(OpenEnum<TurnPurpose> purpose) => purpose.Known switch
    {
        TurnPurpose.Task => " starts",
        TurnPurpose.Baseline => " repairs the baseline",
        TurnPurpose.Conflict => " resolves the conflict",
        TurnPurpose.Feedback => " answers the feedback",
        TurnPurpose.Review => " reviews the change",
        TurnPurpose.ReviewFix => " fixes what the review found",
        _ => $" ({purpose})",
    };

    private static EventLine OfTask(RunEvent e, RunState state) => e.Data switch
    {
        TaskStarted started => new(Detailed, Tone.Plain, $"{Subject(e)} \"{started.Title}\" ({started.File})"),
        RedFirstChecked check => new(Detailed, Tone.Faint, $"{Subject(e)}: the gate {(check.Evidence.Passed ? "already passes" : "fails, as it should,")} before the work ({Amounts.Duration(check.Evidence.DurationMs)})"),
        BackpressureStarted gate => new(Detailed, Tone.Faint, $"{Subject(e)}: gate: {gate.Command}"),
        ValidationPassed passed => new(Detailed, Tone.Good, $"{Subject(e)}: gate passed ({Amounts.Duration(passed.Evidence.DurationMs)})"),
        ValidationFailed failed => Refused(e, failed),
        TaskRetried retried => new(Detailed, Tone.Plain, $"{Subject(e)}: attempt {retried.Attempt} follows"),
        TaskCommitted committed => new(Detailed, Tone.Faint, $"{Subject(e)}: committed {Amounts.Commit(committed.Commit)} ({Amounts.Count(committed.Files, "file")})"),
        TaskCompleted completed => new(Normal, Tone.Good, $"{Subject(e)} \"{completed.Title}\": complete{(Attempts(e, completed, state) is > 1 and var attempts ? $" after {attempts} attempts" : "")}"),
        _ => new(Verbosity.Diagnostic, Tone.Faint, e.Type),
    };

    private static EventLine Refused(RunEvent e, ValidationFailed failed)
    {
        var text = failed.Evidence is { } gate ? $"gate failed ({GateLines.How(gate)})" : failed.Message;
        return new(Normal, Tone.Bad, $"{Subject(e)}: attempt {failed.Attempt}: {text}")
        {
            Details = failed.Evidence is { } evidence ? [.. GateLines.Details(evidence, e.Run)] : [],
        };
    }

    private static EventLine OfWorktree(RunEvent e) => e.Data switch
    {
        WorktreeCreated created => new(Verbosity.Diagnostic, Tone.Faint, $"worktree {created.Path} created"),
        WorktreeRemoved removed => new(Verbosity.Diagnostic, Tone.Faint, $"worktree {removed.Path} removed"),
        WorktreeKept kept => new(Minimal, Tone.Warning, $"worktree {kept.Path} was kept: {kept.Reason}"),
        WorkSaved saved => new(Normal, Tone.Warning, $"{(e.Unit is null ? "" : $"{e.Unit}: ")}work saved ({saved.Reason}): {SavedWork.Command(saved.Ref)}"),
        UnitCommandRan { Evidence.Passed: true } ran => new(Detailed, Tone.Faint, $"{e.Unit}: {ran.Phase}: {ran.Evidence.Command} ({Amounts.Duration(ran.Evidence.DurationMs)})"),
        UnitCommandRan ran => new(Normal, Tone.Bad, $"{e.Unit}: {ran.Phase} failed: {ran.Evidence.Command} ({GateLines.How(ran.Evidence)})") { Details = [.. GateLines.Details(ran.Evidence, e.Run)] },
        _ => new(Verbosity.Diagnostic, Tone.Faint, e.Type),
    };

    private static EventLine OfUnit(RunEvent e, RunState state) => e.Data switch
    {
        UnitQueued => new(Verbosity.Diagnostic, Tone.Faint, $"{e.Unit}: ready"),
        UnitLocked locked => new(Detailed, Tone.Faint, $"{e.Unit}: waits for the lock {locked.Lock}, which {locked.HeldBy} holds"),
        UnitStarted when state.Unit(e.Unit!).Repair is { } repair => new(Minimal, Tone.Plain, $"{e.Unit}: continues with a {(repair is Repair.Conflict ? "conflict" : repair is Repair.Feedback ? "feedback" : "fix")} turn"),
        UnitStarted started => new(Minimal, Tone.Plain, $"{e.Unit}: started, {started.TotalTasks - started.CompletedTasks} of {Amounts.Count(started.TotalTasks, "task")} to do"),
        UnitPrepared prepared => new(Detailed, Tone.Faint, $"{e.Unit}: in {prepared.Worktree} at {Amounts.Commit(prepared.Tip)}"),
        UnitVerified verified => new(Detailed, Tone.Good, $"{e.Unit}: its tasks are done at {Amounts.Commit(verified.Commit)}"),
        UnitLanding landing => new(Detailed, Tone.Faint, $"{e.Unit}: lands as {Amounts.Commit(landing.Commit)}"),
        UnitMerged merged => new(Detailed, Tone.Good, $"{e.Unit}: {merged.TargetBranch} is now {Amounts.Commit(merged.Commit)}"),
        UnitReturned => new(Normal, Tone.Warning, $"{e.Unit}: fails the baseline when merged with {state.Started.Target}; it gets a fix turn"),
        UnitConflict conflict => new(Normal, Tone.Warning, $"{e.Unit}: conflict in {string.Join(", ", conflict.Files)}"),
        UnitCommitted committed => new(Detailed, Tone.Faint, $"{e.Unit}: committed {Amounts.Commit(committed.Commit)} \"{committed.Subject}\""),
        UnitCompleted completed => new(Minimal, Tone.Good, $"{e.Unit}: complete{Spent(e, state)}, "
            + (completed.Branch is { } branch ? $"{Amounts.Commit(completed.Commit)} on {branch}" : $"landed as {Amounts.Commit(completed.Commit)}")),
        UnitFailed failed => new(Quiet, Tone.Bad, $"{e.Unit}: failed{Spent(e, state)}") { Details = [failed.Diagnostic.ToString()] },
        UnitBlocked blocked => new(Minimal, Tone.Warning, $"{e.Unit}: blocked by {string.Join(", ", blocked.BlockedBy)}"),
        UnitUndone undone => new(Quiet, Tone.Bad, $"{e.Unit}: its landing was undone") { Details = [undone.Diagnostic.ToString()] },
        UnitRestarted restarted => new(Minimal, Tone.Warning, $"{e.Unit}: starts again: {restarted.Reason}"),
        UnitWaiting waiting => new(Quiet, Tone.Warning, $"{e.Unit}: needs your attention") { Details = [waiting.Diagnostic.ToString()] },
        TestsChanged changed => new(Normal, Tone.Warning, $"{e.Unit}: {Amounts.Count(changed.Changes.Length, "test")} changed for the worse") { Details = [.. changed.Changes.Select(change => $"{change}")] },
        TestsAccepted accepted => new(Minimal, Tone.Plain, $"{e.Unit}: {Amounts.Count(accepted.Changes.Length, "changed test")} accepted"),
        TestsAllowed allowed => new(Normal, Tone.Plain, $"{e.Unit}: {Amounts.Count(allowed.Changes.Length, "changed test")} allowed by its spec") { Details = [.. allowed.Changes.Select(change => $"{change}")] },
        NewTestsChecked fresh => new(Normal, fresh.FailWithoutChange == 0 ? Tone.Warning : Tone.Plain, $"{e.Unit}: {fresh}"),
        _ => new(Verbosity.Diagnostic, Tone.Faint, e.Type),
    };

    private static string Spent(RunEvent e, RunState state) =>
        state.WorkedOn(state.Unit(e.Unit!)) is { } worked ? $" after {Amounts.Clock(worked)}" : "";

    /// <summary>Over all starts of the run: a resume counts anew how many are allowed.</summary>
    private static int Attempts(RunEvent e, TaskCompleted completed, RunState state) =>
        Math.Max(completed.Attempts, state.Unit(e.Unit!).TaskWork.GetValueOrDefault(e.Task ?? 0)?.Attempts ?? 0);

    private static string Title(RunEvent e, RunState state) =>
        state.Unit(e.Unit!).Planned.Tasks.FirstOrDefault(task => task.Number == e.Task) is { } task ? $" \"{task.Title}\"" : "";

    private static string Subject(RunEvent e) => e.Task is { } task and > 0 ? $"{e.Unit} #{task}" : $"{e.Unit}";
}

using Choo.Core.Agents;
using Choo.Core.Budgets;
using Choo.Core.CodeReview;
using Choo.Core.Diagnostics;
using Choo.Core.Events;

namespace Choo.Core.State;

/// <summary>How each event changes what is known of its unit.</summary>
internal static class UnitFold
{
    public static void Apply(UnitProgress unit, RunEvent e)
    {
        WorkFold.Apply(unit, e);
        unit.GateRuns += e.Data switch
        {
            ValidationPassed or ValidationFailed { Evidence: not null } or UnitCommandRan or RedFirstChecked => 1,
            BaselinePassed passed => passed.Evidence.Length,
            BaselineFailed failed => failed.Evidence.Length,
            _ => 0,
        };
        switch (e.Data)
        {
            case UnitQueued:
                unit.State = UnitState.Ready;
                break;
            case UnitStarted:
                (unit.State, unit.IsPaused, unit.IsBetweenTurns, unit.VerifiedOnto) = (UnitState.InProgress, false, false, null);
                unit.Started ??= e.Time;
                unit.ChangedTests = [];
                Enter(unit, UnitPhase.Prepare, e);
                break;
            case UnitPrepared prepared:
                (unit.Base, unit.Tip, unit.Worktree) = (prepared.Base, prepared.Tip, prepared.Worktree);
                unit.Start ??= prepared.Tip;
                EnterNext(unit, UnitPhase.Prepare, e);
                break;
            case UnitVerified verified:
                unit.State = UnitState.Merging;
                (unit.Tip, unit.VerifiedOnto, unit.Task, unit.Worktree, unit.Repair) = (verified.Commit, verified.Base, null, null, null);
                Enter(unit, UnitPhase.QueuedToLand, e);
                break;
            case UnitLanding landing:
                (unit.LandingCommit, unit.LandingBegun) = (landing.Commit, (landing, e.Time));
                Enter(unit, UnitPhase.Landing, e);
                break;
            case UnitCommitted committed:
                unit.Tip = committed.Commit;
                break;
            case UnitMerged merged:
                (unit.Commit, unit.LandingBegun) = (merged.Commit, null);
                break;
            case TestsChanged changed:
                (unit.ChangedTests, unit.ChangedSince) = (changed.Changes, changed.Since);
                break;
            case TestsAccepted accepted:
                (unit.ChangedTests, unit.AcceptedTests) = ([], [.. unit.AcceptedTests.Union(accepted.Changes)]);
                break;
            case WorkSaved saved:
                unit.Saved = unit.Saved.Add(saved.Ref);
                unit.Carried = unit.WasHalted ? saved.Commit : unit.Carried;
                break;
            case BaselineStarted or BaselinePassed:
                unit.BaselineFailure = [];
                Enter(unit, UnitPhase.Baseline, e);
                break;
            case BaselineFailed failed:
                unit.BaselineFailure = failed.Evidence;
                Enter(unit, UnitPhase.Baseline, e);
                break;
            case CodeReviewStarted:
                Enter(unit, UnitPhase.Review, e);
                break;
            case CodeReviewPassed passed:
                unit.Review = new RecordedReview(passed.Tree, []);
                break;
            case CodeReviewIssuesFound found:
                unit.Review = new RecordedReview(found.Tree, found.Issues);
                break;
            case UnitReturned returned:
                SendBack(unit, new Repair.Baseline(returned.Commit, returned.Onto), e);
                break;
            case UnitConflict conflict:
                SendBack(unit, new Repair.Conflict(conflict.Onto), e);
                break;
            case PullRequestPushing or PullRequestOpened or PullRequestUpdated or PullRequestReviewed or PullRequestFeedback or PullRequestOutdated or PullRequestQueued or PullRequestMerged:
                ApplyToPullRequest(unit, e);
                break;
            case UnitCompleted or UnitFailed or UnitBlocked or UnitWaiting:
                End(unit, e);
                break;
            case UnitUndone undone:
                Undo(unit, undone, e);
                break;
            case UnitRestarted:
                StartOver(unit);
                break;
            default:
                ApplyToTask(unit, e);
                break;
        }
    }

    /// <summary>After an end of the run: verified units queue for landing again, all others start over from what they have.</summary>
    public static void Reopen(UnitProgress unit)
    {
        // A unit may wait before it is verified too: for a budget, or for its agent's credentials.
        var verified = unit.State is UnitState.Merging or UnitState.PrOpen or UnitState.InReview || HasPullRequest(unit) || (unit.State == UnitState.Waiting && unit.VerifiedOnto is not null);
        unit.State = verified ? UnitState.Merging : UnitState.Pending;
        unit.VerifiedOnto = verified ? unit.VerifiedOnto : null;
        if (unit.Failure is not null)
        {
            unit.FailedAttempts = 0;
        }

        unit.OpenTurn = null;
        unit.FixAttempts = 0;
        unit.Repair = null;
        unit.Failure = null;
        unit.OverBudget = null;
        (unit.IsPaused, unit.IsBetweenTurns) = (false, false);
        unit.BlockedBy = [];
        unit.Ended = null;
        unit.Phase = UnitPhase.None;
    }

    /// <summary>Whether its work so far is in a pull request: what comes after that was committed is proved and pushed, and what is still to be answered is asked for again.</summary>
    private static bool HasPullRequest(UnitProgress unit) =>
        unit.PullRequest is not null && unit.State != UnitState.Pending && unit.CompletedTasks == unit.Planned.Tasks.Length;

    private static void ApplyToPullRequest(UnitProgress unit, RunEvent e)
    {
        unit.PullRequest = PullRequestProgress.After(unit.PullRequest, e.Data, e.Time);
        switch (e.Data)
        {
            case PullRequestPushing pushing:
                unit.Tip = pushing.Commit;
                Enter(unit, UnitPhase.Landing, e);
                break;
            case PullRequestOpened or PullRequestUpdated or PullRequestReviewed { Status.Known: PullRequestStatus.Pending }:
                unit.State = UnitState.PrOpen;
                Enter(unit, UnitPhase.PullRequest, e);
                break;
            case PullRequestReviewed:
                unit.State = UnitState.InReview;
                Enter(unit, UnitPhase.PullRequest, e);
                break;
            case PullRequestFeedback feedback:
                SendBack(unit, new Repair.Feedback(feedback, unit.PullRequest?.Onto ?? ""), e);
                break;
            case PullRequestOutdated:
                unit.State = UnitState.Merging;
                Enter(unit, UnitPhase.QueuedToLand, e);
                break;
        }
    }

    /// <summary>Its spec is another from here on: attempts are counted anew, and tasks whose own text changed are to be done again.</summary>
    public static void Respecify(UnitProgress unit, ChangedUnit change, string commit)
    {
        (unit.Planned, unit.Provider, unit.SpecCommit, unit.IsRespecified) = (change.Unit, change.Unit.Provider, commit, true);
        (unit.State, unit.VerifiedOnto, unit.LandingCommit, unit.ChangedTests) = (UnitState.Pending, null, null, []);
        (unit.Task, unit.Attempt, unit.FailedAttempts, unit.LastFailure, unit.Unjudged, unit.Carried) = (null, 0, 0, null, null, null);
        var same = change.Unit.Tasks.Where(task => !change.Files.Contains(task.File)).Select(task => task.Number).ToHashSet();
        unit.Committed = [.. unit.Committed.Where(same.Contains)];
        if (unit.Tip == unit.Base)
        {
            (unit.Tip, unit.Base) = (null, null);
        }

        unit.Start = unit.Tip is null ? null : commit;
    }

    /// <summary>It waits for a slot again, ahead of those that have not started.</summary>
    private static void SendBack(UnitProgress unit, Repair repair, RunEvent e)
    {
        (unit.State, unit.Repair) = (UnitState.Ready, repair);
        Enter(unit, repair is Repair.Conflict ? UnitPhase.QueuedForConflictTurn : repair is Repair.Feedback ? UnitPhase.QueuedForFeedbackTurn : UnitPhase.QueuedForFixTurn, e);
    }

    private static void Undo(UnitProgress unit, UnitUndone undone, RunEvent e)
    {
        Enter(unit, UnitPhase.None, e);
        (unit.State, unit.Failure, unit.Ended, unit.Commit, unit.LandingCommit) = (UnitState.Waiting, undone.Diagnostic, e.Time, null, null);

        // A merge that was taken back is not made again: what lands is proposed anew.
        unit.PullRequest = null;
        if (!undone.Kept)
        {
            StartOver(unit);
        }
    }

    private static void StartOver(UnitProgress unit)
    {
        (unit.Tip, unit.Base, unit.Start, unit.VerifiedOnto, unit.Committed) = (null, null, null, null, []);
        (unit.LastFailure, unit.Unjudged, unit.Carried, unit.FailedAttempts) = (null, null, null, 0);
    }

    private static void End(UnitProgress unit, RunEvent e)
    {
        Enter(unit, UnitPhase.None, e);
        (unit.Ended, unit.IsPaused) = (e.Time, false);
        if (e.Data is UnitWaiting { Diagnostic.Code: var code } && code == DiagnosticCodes.DiskFull.Id)
        {
            // Its worktree stays as it is: what a turn left there is judged when there is room.
            unit.FoundNoRoom = unit.Unjudged ?? unit.FoundNoRoom;
        }
        else
        {
            (unit.Task, unit.Worktree) = (null, null);
        }

        switch (e.Data)
        {
            case UnitCompleted completed:
                (unit.State, unit.Commit, unit.Branch) = (UnitState.Complete, completed.Commit, completed.Branch);
                break;
            case UnitFailed failed:
                (unit.State, unit.Failure) = (UnitState.Failed, failed.Diagnostic);
                break;
            case UnitWaiting waiting:
                (unit.State, unit.Failure) = (UnitState.Waiting, waiting.Diagnostic);
                break;
            case UnitBlocked blocked:
                (unit.State, unit.BlockedBy) = (UnitState.Blocked, blocked.BlockedBy);
                break;
        }
    }

    private static void ApplyToTask(UnitProgress unit, RunEvent e)
    {
        switch (e.Data)
        {
            case TaskStarted:
                if (unit.Task != e.Task)
                {
                    (unit.FailedAttempts, unit.LastFailure, unit.Attempt) = (0, null, 0);
                }

                unit.Task = e.Task;
                break;
            case AgentInvoked invoked:
                unit.TurnsBegun++;
                (unit.OpenTurn, unit.Attempt, unit.Unjudged) = (invoked, invoked.Attempt, null);
                (unit.IsPaused, unit.IsBetweenTurns) = (false, false);
                (unit.WasHalted, unit.Carried, unit.Undone) = (false, null, []);
                Enter(unit, TurnPhases.During(invoked), e);
                break;
            case AgentDone done:
                (unit.OpenTurn, unit.IsBetweenTurns) = (null, true);
                unit.Turns++;
                unit.FixAttempts += done.Purpose == TurnPurpose.Baseline && !Backoff.IsNeeded(done.Outcome.Verdict) ? 1 : 0;
                unit.Usage = unit.Usage.Plus(done.Outcome.Usage);
                (unit.Spent, unit.MostExpensive) = (unit.Spent.Plus(Spending.Of(done.Outcome)), unit.MostExpensive.Max(Spending.Of(done.Outcome)));
                unit.WasHalted = done is { Purpose.Known: TurnPurpose.Task, Outcome.Verdict: AgentVerdict.OverBudget };
                unit.Unjudged = done.Purpose == TurnPurpose.Task && !unit.WasHalted ? done : null;
                Enter(unit, TurnPhases.After(done), e);
                break;
            case EditsUndone undone:
                unit.Undone = undone.Files;
                break;
            case UnitPaused paused:
                (unit.IsPaused, unit.PausedFor) = (true, paused.Provider);
                Enter(unit, UnitPhase.WaitsForProvider, e);
                break;
            case BudgetReached reached:
                unit.OverBudget = reached.Explain(unit.Id);
                break;
            case RedFirstChecked { Evidence: { Passed: false } red }:
                unit.Red = unit.Red.SetItem(e.Task ?? 0, red);
                break;
            case BackpressureStarted:
                Enter(unit, UnitPhase.Gate, e);
                break;
            case ValidationFailed failed:
                (unit.LastFailure, unit.Unjudged, unit.FailedAttempts) = (failed, null, unit.FailedAttempts + 1);
                Enter(unit, UnitPhase.NextAttempt, e);
                break;
            case TaskCommitted committed:
                unit.Tip = committed.Commit;
                unit.Committed = unit.Committed.Add(e.Task ?? 0);
                unit.Red = unit.Red.Remove(e.Task ?? 0);
                (unit.Unjudged, unit.LastFailure, unit.FailedAttempts) = (null, null, 0);
                EnterNext(unit, UnitPhase.NextTask, e);
                break;
        }
    }

    /// <summary>No event says that the baseline begins: it does when every task is committed.</summary>
    private static void EnterNext(UnitProgress unit, UnitPhase task, RunEvent e) =>
        Enter(unit, unit.CompletedTasks == unit.Planned.Tasks.Length ? UnitPhase.Baseline : task, e);

    private static void Enter(UnitProgress unit, UnitPhase phase, RunEvent e)
    {
        unit.Phase = phase;
        unit.PhaseSince = e.Time;
    }
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Gates;
using Choo.Core.Json;
using Choo.Core.TestEvidence;

namespace Choo.Core.Events;

/// <summary>All it depends on has landed; it waits for a slot.</summary>
public sealed record UnitQueued() : EventData("unit.queued");

/// <summary>A slot is free for it, and it waits for a lock that another unit holds. More than one may follow each other.</summary>
/// <param name="Lock">The lock's name.</param>
/// <param name="HeldBy">The unit that holds it.</param>
public sealed record UnitLocked(string Lock, string HeldBy) : EventData("unit.locked");

/// <summary>The unit has a slot.</summary>
/// <param name="TotalTasks">How many tasks it has.</param>
/// <param name="CompletedTasks">How many of them are complete already.</param>
public sealed record UnitStarted(int TotalTasks, int CompletedTasks) : EventData("unit.started");

/// <summary>The unit's worktree is ready.</summary>
/// <param name="Base">The commit its work starts from (the target's tip, with unlanded dependencies merged in).</param>
/// <param name="Tip">Its newest commit: the base, or more after a resume.</param>
/// <param name="Worktree">Path relative to the repository.</param>
public sealed record UnitPrepared(string Base, string Tip, string Worktree) : EventData("unit.prepared");

/// <summary>Every task is committed; it queues to be proved and to land.</summary>
/// <param name="Commit">Its tip.</param>
/// <param name="Tree">The tip's tree.</param>
/// <param name="Base">The target commit that its work started from.</param>
public sealed record UnitVerified(string Commit, string Tree, string Base) : EventData("unit.verified");

/// <summary>Its merge is about to become the target's tip; written before the ref moves.</summary>
/// <param name="Commit">The merge commit.</param>
/// <param name="Onto">The target's tip it was made on.</param>
/// <param name="Tip">The unit's tip.</param>
public sealed record UnitLanding(string Commit, string Onto, string Tip) : EventData("unit.landing")
{
    /// <summary>The commit that is to become the target's tip: the merge itself, or the last of those that land together.</summary>
    public string? Head { get; init; }
}

/// <summary>The target contains it.</summary>
/// <param name="Commit">The merge commit.</param>
/// <param name="TargetBranch">Where it landed.</param>
/// <param name="Branch">The unit's tip.</param>
/// <param name="Evidence">What the gates said of the merged tree, empty when that tree was verified already.</param>
public sealed record UnitMerged(string Commit, string TargetBranch, string Branch, ImmutableArray<Evidence> Evidence) : EventData("unit.merged");

/// <summary>The unit is complete: landed, or with <c>--no-merge</c> verified on its branch.</summary>
/// <param name="Commit">The merge commit, or its tip.</param>
/// <param name="Branch">Its branch when it was not merged.</param>
public sealed record UnitCompleted(string Commit, string? Branch) : EventData("unit.completed");

/// <summary>The unit failed.</summary>
/// <param name="Diagnostic">Why, at the place in the spec that failed.</param>
public sealed record UnitFailed(Diagnostic Diagnostic) : EventData("unit.failed");

/// <summary>The unit cannot start because of others.</summary>
/// <param name="BlockedBy">The units that failed or wait, the root causes.</param>
public sealed record UnitBlocked(ImmutableArray<string> BlockedBy) : EventData("unit.blocked")
{
    /// <summary>The blockage as a diagnostic, at the place in the plan that names the dependency; null in journals of older versions.</summary>
    public Diagnostic? Diagnostic { get; init; }
}

/// <summary>The unit needs a person's attention before it can continue or land.</summary>
/// <param name="Diagnostic">What prevents it and what to do.</param>
public sealed record UnitWaiting(Diagnostic Diagnostic) : EventData("unit.waiting");

/// <summary>The unit had landed, but the target no longer has its commit. It waits for a person; resuming lands it again.</summary>
/// <param name="Diagnostic">What was undone and what to do.</param>
/// <param name="Kept">Whether its commits are still there, under the unit's ref of this run; else it has to be worked anew.</param>
public sealed record UnitUndone(Diagnostic Diagnostic, bool Kept) : EventData("unit.undone");

/// <summary>Its spec changed and its work so far cannot be merged with the target: it starts again, and that work is kept under a backup ref.</summary>
/// <param name="Reason">Why.</param>
public sealed record UnitRestarted(string Reason) : EventData("unit.restarted");

/// <summary>Its gates are green, and tests changed for the worse since the base: it is not to land unless a person accepts that.</summary>
/// <param name="Since">The commit it was compared with.</param>
/// <param name="Changes">The tests.</param>
public sealed record TestsChanged(string Since, ImmutableArray<TestChange> Changes) : EventData("unit.tests.changed")
{
    /// <summary>The log of the old tests on the new code, relative to the run's folder; null when they were not run.</summary>
    public string? Log { get; init; }
}

/// <summary>A person accepted tests that changed for the worse.</summary>
/// <param name="Changes">The tests.</param>
public sealed record TestsAccepted(ImmutableArray<TestChange> Changes) : EventData("unit.tests.accepted");

/// <summary>Tests changed for the worse that its spec allows to change.</summary>
/// <param name="Changes">The tests.</param>
public sealed record TestsAllowed(ImmutableArray<TestChange> Changes) : EventData("unit.tests.allowed");

/// <summary>Its new tests ran on the code as it was before its change.</summary>
/// <param name="Tests">How many new tests there are.</param>
/// <param name="FailWithoutChange">How many of them do not pass there.</param>
public sealed record NewTestsChecked(int Tests, int FailWithoutChange) : EventData("unit.tests.new")
{
    /// <summary>The log of that run, relative to the run's folder.</summary>
    public string? Log { get; init; }

    /// <summary>In a few words.</summary>
    public override string ToString() => Tests == 1
        ? $"the new test {(FailWithoutChange == 1 ? "fails" : "passes")} without the change"
        : $"{FailWithoutChange} of {Tests} new tests fail without the change";
}

/// <summary>Its proof failed and all that the commit contains besides it has landed: it needs a fix turn before it can land.</summary>
/// <param name="Commit">The merge commit that failed, which the turn starts from.</param>
/// <param name="Onto">The target's commit that it was merged onto.</param>
public sealed record UnitReturned(string Commit, string Onto) : EventData("unit.returned");

/// <summary>It and the target changed the same lines: it needs a conflict turn before it can land.</summary>
/// <param name="Files">The files in conflict.</param>
/// <param name="Onto">The target's tip.</param>
public sealed record UnitConflict(ImmutableArray<string> Files, string Onto) : EventData("unit.conflict");

/// <summary>A commit that belongs to the whole unit: a baseline fix, a resolved conflict.</summary>
/// <param name="Commit">The new tip.</param>
/// <param name="Tree">Its tree.</param>
/// <param name="Subject">The commit's first line.</param>
public sealed record UnitCommitted(string Commit, string Tree, string Subject) : EventData("unit.committed");

/// <summary>A setup or teardown command ran.</summary>
/// <param name="Phase">setup or teardown.</param>
/// <param name="Evidence">Its result.</param>
public sealed record UnitCommandRan([property: JsonConverter(typeof(OpenEnumConverter<GateKind>))] OpenEnum<GateKind> Phase, Evidence Evidence)
    : EventData("unit.command");

/// <summary>A task's turn will begin.</summary>
/// <param name="Title">The task's title.</param>
/// <param name="File">Its spec's path.</param>
public sealed record TaskStarted(string Title, string File) : EventData("task.started");

/// <summary>An agent is about to be started; written before it costs money.</summary>
/// <param name="Purpose">What the turn is for.</param>
/// <param name="Provider">The agent's name.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="Log">The log file's name.</param>
public sealed record AgentInvoked(
    [property: JsonConverter(typeof(OpenEnumConverter<TurnPurpose>))] OpenEnum<TurnPurpose> Purpose, string Provider, int Attempt, string Log)
    : EventData("task.agent.invoke");

/// <summary>An agent's turn ended.</summary>
/// <param name="Purpose">What the turn is for.</param>
/// <param name="Provider">The agent's name.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="Outcome">What is known of it.</param>
public sealed record AgentDone(
    [property: JsonConverter(typeof(OpenEnumConverter<TurnPurpose>))] OpenEnum<TurnPurpose> Purpose, string Provider, int Attempt, AgentOutcome Outcome)
    : EventData("task.agent.done");

/// <summary>What an agent did in passing; a view's matter, never in the journal.</summary>
/// <param name="Text">At most 120 characters.</param>
public sealed record AgentActivity(string Text) : EventData("task.agent.activity");

/// <summary>An agent's edits of specs, configuration or protected files were undone.</summary>
/// <param name="Files">The files.</param>
public sealed record EditsUndone(ImmutableArray<string> Files) : EventData("task.edits.undone");

/// <summary>A task's gate ran on the worktree as it was before the first turn: red_first asks that it fails.</summary>
/// <param name="Evidence">Its result; it is as it should be when it did not pass.</param>
public sealed record RedFirstChecked(Evidence Evidence) : EventData("task.red");

/// <summary>A task's gate begins.</summary>
/// <param name="Command">The command.</param>
/// <param name="Tree">The tree it runs on.</param>
public sealed record BackpressureStarted(string Command, string Tree) : EventData("task.backpressure");

/// <summary>A task's gate passed.</summary>
/// <param name="Evidence">Its result.</param>
public sealed record ValidationPassed(Evidence Evidence) : EventData("task.validation.ok");

/// <summary>A task's attempt was not good enough.</summary>
/// <param name="Attempt">Which.</param>
/// <param name="Reason">What kept it from being accepted.</param>
/// <param name="Message">In a line.</param>
/// <param name="Evidence">The gate's result, null when it was not reached.</param>
public sealed record ValidationFailed(
    int Attempt, [property: JsonConverter(typeof(OpenEnumConverter<AttemptFailure>))] OpenEnum<AttemptFailure> Reason, string Message, Evidence? Evidence)
    : EventData("task.validation.fail");

/// <summary>Another attempt follows.</summary>
/// <param name="Attempt">The number of the attempt that follows.</param>
/// <param name="Reason">What kept it from being accepted.</param>
public sealed record TaskRetried(int Attempt, [property: JsonConverter(typeof(OpenEnumConverter<AttemptFailure>))] OpenEnum<AttemptFailure> Reason)
    : EventData("task.retry");

/// <summary>A task's work is a commit.</summary>
/// <param name="Commit">The unit's new tip.</param>
/// <param name="Tree">Its tree: the one the gate saw.</param>
/// <param name="Files">How many files changed.</param>
public sealed record TaskCommitted(string Commit, string Tree, int Files) : EventData("task.committed");

/// <summary>A task is done.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Attempts">How many attempts it took.</param>
public sealed record TaskCompleted(string Title, int Attempts) : EventData("task.completed");

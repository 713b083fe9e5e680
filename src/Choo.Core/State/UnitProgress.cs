using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.Budgets;
using Choo.Core.CodeReview;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.TestEvidence;

namespace Choo.Core.State;

/// <summary>What the events say of one unit so far. Changed only by <see cref="RunState.Apply"/>.</summary>
public sealed class UnitProgress
{
    internal UnitProgress(PlannedUnit planned, string specCommit) => (Planned, Provider, SpecCommit) = (planned, planned.Provider, specCommit);

    /// <summary>The unit as it was planned.</summary>
    public PlannedUnit Planned { get; internal set; }

    /// <summary>The commit that its text, gates and dependencies are read from.</summary>
    public string SpecCommit { get; internal set; }

    /// <summary>Whether its spec changed since the run began, so that its work so far may be older than its spec.</summary>
    public bool IsRespecified { get; internal set; }

    /// <summary>The unit's id.</summary>
    public string Id => Planned.Id;

    /// <summary>The unit's state.</summary>
    public UnitState State { get; internal set; }

    /// <summary>The agent that does its turns.</summary>
    public string Provider { get; internal set; }

    /// <summary>Whether its next turn waits for a paused provider.</summary>
    public bool IsPaused { get; internal set; }

    /// <summary>The provider that its next turn waits for; null when none does, or in a state without one.</summary>
    public string? PausedFor { get; internal set; }

    /// <summary>Whether a turn of it has ended and its next has not begun: its gate runs, its work is committed, or it waits for a slot again.</summary>
    public bool IsBetweenTurns { get; internal set; }

    /// <summary>Whether it is being worked on, and not paused.</summary>
    public bool IsAtWork => State == UnitState.InProgress && !IsPaused;

    /// <summary>Whether it takes up one of the run's slots: while it is prepared for its first turn, and during its turns.</summary>
    public bool HoldsSlot => IsAtWork && !IsBetweenTurns;

    /// <summary>What it does just now.</summary>
    public UnitPhase Phase { get; internal set; }

    /// <summary>When the phase began.</summary>
    public DateTimeOffset PhaseSince { get; internal set; }

    /// <summary>When it got its slot.</summary>
    public DateTimeOffset? Started { get; internal set; }

    /// <summary>When it reached its final state.</summary>
    public DateTimeOffset? Ended { get; internal set; }

    /// <summary>The commit its work starts from.</summary>
    public string? Base { get; internal set; }

    /// <summary>Its newest commit.</summary>
    public string? Tip { get; internal set; }

    /// <summary>The target commit that its work started from, once all its tasks are committed.</summary>
    public string? VerifiedOnto { get; internal set; }

    /// <summary>Its worktree, relative to the repository.</summary>
    public string? Worktree { get; internal set; }

    /// <summary>The merge commit (or its tip on a branch of its own) once complete.</summary>
    public string? Commit { get; internal set; }

    /// <summary>The merge commit whose landing was begun; a crash may have come before or after the target moved.</summary>
    public string? LandingCommit { get; internal set; }

    /// <summary>The landing that was begun last, and when; null when none was, or when it came to its end.</summary>
    public (UnitLanding Landing, DateTimeOffset Time)? LandingBegun { get; internal set; }

    /// <summary>Its branch when it was not merged.</summary>
    public string? Branch { get; internal set; }

    /// <summary>Its pull request; null when none was begun.</summary>
    public PullRequestProgress? PullRequest { get; internal set; }

    /// <summary>Numbers of tasks committed in this run.</summary>
    public ImmutableHashSet<int> Committed { get; internal set; } = [];

    /// <summary>How many of its tasks are complete, before or in this run.</summary>
    public int CompletedTasks => Planned.Tasks.Count(task => task.Complete || Committed.Contains(task.Number));

    /// <summary>The task at hand.</summary>
    public int? Task { get; internal set; }

    /// <summary>The attempt at hand, from 1.</summary>
    public int Attempt { get; internal set; }

    /// <summary>How often the task at hand was judged and found wanting.</summary>
    public int FailedAttempts { get; internal set; }

    /// <summary>What the last judgement of the task at hand said; null when there was none.</summary>
    public ValidationFailed? LastFailure { get; internal set; }

    /// <summary>What the gates of tasks said before the tasks' first turns, by task, where red_first asked for it and it failed.</summary>
    public ImmutableDictionary<int, Evidence> Red { get; internal set; } = ImmutableDictionary<int, Evidence>.Empty;

    /// <summary>A turn that was begun and whose end is not known; null when there is none.</summary>
    public AgentInvoked? OpenTurn { get; internal set; }

    /// <summary>A turn that ended and was not judged yet: a crash came between. Its work is in the worktree.</summary>
    public AgentDone? Unjudged { get; internal set; }

    /// <summary>A turn that could not be judged because the disk was full.</summary>
    public AgentDone? FoundNoRoom { get; internal set; }

    /// <summary>Whether its worktree holds work that the next attempt goes on from: a turn that was not judged, or one that was found wanting.</summary>
    public bool HasWorkInHand => Worktree is not null && (Unjudged is not null || LastFailure is not null);

    /// <summary>All agent turns that were begun, ended or not.</summary>
    public int TurnsBegun { get; internal set; }

    /// <summary>All gates and commands that ran to their end.</summary>
    public int GateRuns { get; internal set; }

    /// <summary>All agent turns so far.</summary>
    public int Turns { get; internal set; }

    /// <summary>Turns of its tasks that were judged: by the task's gate, or without it when the turn did not finish or changed nothing.</summary>
    public int Attempts { get; internal set; }

    /// <summary>Turns that were to repair a failed baseline.</summary>
    public int FixTurns { get; internal set; }

    /// <summary>Turns that were to resolve a merge conflict.</summary>
    public int ConflictTurns { get; internal set; }

    /// <summary>Turns that were to repair a failed baseline since the run was started last.</summary>
    public int FixAttempts { get; internal set; }

    /// <summary>Its newest review; null when there was none.</summary>
    public RecordedReview? Review { get; internal set; }

    /// <summary>What has to be repaired before it can land; null when nothing.</summary>
    public Repair? Repair { get; internal set; }

    /// <summary>What the baseline said when it failed last; empty when it passed.</summary>
    public ImmutableArray<Evidence> BaselineFailure { get; internal set; } = [];

    /// <summary>The gates that passed when it was proved last; empty where it was not.</summary>
    public ImmutableArray<PassedGate> Proof { get; internal set; } = [];

    /// <summary>Files whose edits were undone after its newest turn.</summary>
    public ImmutableArray<string> Undone { get; internal set; } = [];

    /// <summary>What each task took, by its number; tasks that no turn was given to are not in it.</summary>
    public ImmutableDictionary<int, TaskWork> TaskWork { get; internal set; } = ImmutableDictionary<int, TaskWork>.Empty;

    /// <summary>When it worked.</summary>
    internal WorkedTime Worked { get; set; }

    /// <summary>Whether the newest turn was judged: a resume may judge one again that was judged just before a crash.</summary>
    internal bool IsJudged { get; set; }

    /// <summary>Tokens and cost so far.</summary>
    public AgentUsage Usage { get; internal set; } = AgentUsage.None;

    /// <summary>What its turns took.</summary>
    public Spending Spent { get; internal set; }

    /// <summary>The most that one of its turns took in each respect.</summary>
    public Spending MostExpensive { get; internal set; }

    /// <summary>Why none of its turns is started: its budget is used up; null while they are.</summary>
    public Diagnostic? OverBudget { get; internal set; }

    /// <summary>The commit that keeps the work of a task's turn which a budget ended; the next turn goes on from it.</summary>
    public string? Carried { get; internal set; }

    /// <summary>Whether the last turn was a task's and a budget ended it.</summary>
    internal bool WasHalted { get; set; }

    /// <summary>Why it failed or waits.</summary>
    public Diagnostic? Failure { get; internal set; }

    /// <summary>The root causes when it is blocked.</summary>
    public ImmutableArray<string> BlockedBy { get; internal set; } = [];

    /// <summary>Tests that changed for the worse and that no person has accepted.</summary>
    public ImmutableArray<TestChange> ChangedTests { get; internal set; } = [];

    /// <summary>The commit they were compared with.</summary>
    public string? ChangedSince { get; internal set; }

    /// <summary>Tests whose change a person accepted.</summary>
    public ImmutableArray<TestChange> AcceptedTests { get; internal set; } = [];

    /// <summary>The commit its own work starts from: the base, with what it depends on merged in.</summary>
    public string? Start { get; internal set; }

    /// <summary>Refs that keep work which was saved before a reset.</summary>
    public ImmutableArray<string> Saved { get; internal set; } = [];
}

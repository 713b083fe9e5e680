using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.CodeReview;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.TestEvidence;

namespace Choo.Core.State;

/// <summary>
/// A unit as it is handed out to be worked on, merged, proved or landed: what that needs to know of it, as of the moment it was handed out. What
/// comes back are events. It holds data alone, so it can be sent to another machine.
/// </summary>
public sealed record UnitAssignment
{
    /// <summary>The unit as it was planned.</summary>
    public required PlannedUnit Planned { get; init; }

    /// <summary>The unit's id.</summary>
    public string Id => Planned.Id;

    /// <summary>The commit that its text, gates and dependencies are read from.</summary>
    public required string SpecCommit { get; init; }

    /// <summary>Whether its spec changed since the run began, so that its work so far may be older than its spec.</summary>
    public bool IsRespecified { get; init; }

    /// <summary>The commit its work starts from; null when it has not begun.</summary>
    public string? Base { get; init; }

    /// <summary>Its newest commit; null when it has none.</summary>
    public string? Tip { get; init; }

    /// <summary>The commit its own work starts from: the base, with what it depends on merged in.</summary>
    public string? Start { get; init; }

    /// <summary>What has to be repaired before it can land; null when nothing.</summary>
    public Repair? Repair { get; init; }

    /// <summary>Numbers of tasks committed in this run.</summary>
    public ImmutableHashSet<int> Committed { get; init; } = [];

    /// <summary>The worktree that holds work of an earlier start of the run, relative to the repository; null when none does.</summary>
    public string? WorkInHand { get; init; }

    /// <summary>The task that an earlier start of the run began with.</summary>
    public int? Task { get; init; }

    /// <summary>How often that task was judged and rejected.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>What its last judgement said; null when there was none.</summary>
    public ValidationFailed? LastFailure { get; init; }

    /// <summary>A turn that ended and was not judged yet. Its work is in the worktree.</summary>
    public AgentDone? Unjudged { get; init; }

    /// <summary>A turn that could not be judged because the disk was full.</summary>
    public AgentDone? FoundNoRoom { get; init; }

    /// <summary>The commit that keeps the work of a task's turn which a budget ended; the next turn goes on from it.</summary>
    public string? Carried { get; init; }

    /// <summary>What the gates of tasks said before the tasks' first turns, by task, where red_first asked for it and it failed.</summary>
    public ImmutableDictionary<int, Evidence> Red { get; init; } = ImmutableDictionary<int, Evidence>.Empty;

    /// <summary>Files whose edits were undone after its newest turn.</summary>
    public ImmutableArray<string> Undone { get; init; } = [];

    /// <summary>What the baseline said when it failed last; empty when it passed.</summary>
    public ImmutableArray<Evidence> BaselineFailure { get; init; } = [];

    /// <summary>Turns that were to repair a failed baseline since the run was started last.</summary>
    public int FixAttempts { get; init; }

    /// <summary>Its newest review; null when there was none.</summary>
    public RecordedReview? Review { get; init; }

    /// <summary>All agent turns so far.</summary>
    public int Turns { get; init; }

    /// <summary>Tokens and cost so far.</summary>
    public AgentUsage Usage { get; init; } = AgentUsage.None;

    /// <summary>When it worked.</summary>
    public WorkedTime Worked { get; init; }

    /// <summary>All agent turns that were begun, ended or not.</summary>
    public int TurnsBegun { get; init; }

    /// <summary>All gates and commands that ran to their end.</summary>
    public int GateRuns { get; init; }

    /// <summary>The merge commit whose landing was begun; a crash may have come before or after the target moved.</summary>
    public string? LandingCommit { get; init; }

    /// <summary>Its pull request; null when none was begun.</summary>
    public PullRequestProgress? PullRequest { get; init; }

    /// <summary>The pull requests of the units that it depends on, merged ones included, by unit.</summary>
    public ImmutableSortedDictionary<string, PullRequestProgress> Parents { get; init; } = ImmutableSortedDictionary<string, PullRequestProgress>.Empty;

    /// <summary>The pull requests of the units that depend on it, by unit.</summary>
    public ImmutableSortedDictionary<string, PullRequestProgress> Children { get; init; } = ImmutableSortedDictionary<string, PullRequestProgress>.Empty;

    /// <summary>The one of <see cref="Parents"/> that it stands on, since that has not landed; null when all it depends on has landed.</summary>
    public string? Below { get; init; }

    /// <summary>Tests that changed for the worse and that no person has accepted.</summary>
    public ImmutableArray<TestChange> ChangedTests { get; init; } = [];

    /// <summary>Tests whose change a person accepted.</summary>
    public ImmutableArray<TestChange> AcceptedTests { get; init; } = [];

    /// <summary>As it is after <see cref="UnitRestarted"/>: nothing of its work so far counts.</summary>
    public UnitAssignment Restarted() => this with
    {
        Base = null,
        Tip = null,
        Start = null,
        Committed = [],
        LastFailure = null,
        Unjudged = null,
        Carried = null,
        FailedAttempts = 0,
    };

    /// <summary>What is known of a unit now.</summary>
    public static UnitAssignment Of(UnitProgress unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return new()
        {
            Planned = unit.Planned,
            SpecCommit = unit.SpecCommit,
            IsRespecified = unit.IsRespecified,
            Base = unit.Base,
            Tip = unit.Tip,
            Start = unit.Start,
            Repair = unit.Repair,
            Committed = unit.Committed,
            WorkInHand = unit.HasWorkInHand ? unit.Worktree : null,
            Task = unit.Task,
            FailedAttempts = unit.FailedAttempts,
            LastFailure = unit.LastFailure,
            Unjudged = unit.Unjudged,
            FoundNoRoom = unit.FoundNoRoom,
            Carried = unit.Carried,
            Red = unit.Red,
            Undone = unit.Undone,
            BaselineFailure = unit.BaselineFailure,
            FixAttempts = unit.FixAttempts,
            Review = unit.Review,
            Turns = unit.Turns,
            Usage = unit.Usage,
            Worked = unit.Worked,
            TurnsBegun = unit.TurnsBegun,
            GateRuns = unit.GateRuns,
            LandingCommit = unit.LandingCommit,
            PullRequest = unit.PullRequest,
            ChangedTests = unit.ChangedTests,
            AcceptedTests = unit.AcceptedTests,
        };
    }
}

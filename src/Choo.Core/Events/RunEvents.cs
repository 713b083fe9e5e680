using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Choo.Core.Diagnostics;
using Choo.Core.Gates;
using Choo.Core.Json;
using Choo.Core.Priorities;
using Choo.Core.Specs;
using Choo.Core.Text;

namespace Choo.Core.Events;

/// <summary>A task as it was planned.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Title">Its title.</param>
/// <param name="File">Its file's name in the unit's folder.</param>
/// <param name="Complete">Whether it was complete before the run.</param>
public sealed record PlannedTask(int Number, string Title, string File, bool Complete);

/// <summary>A unit as it was planned.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Path">Its folder.</param>
/// <param name="DependsOn">Units of this run that come first (complete and archived ones are left out).</param>
/// <param name="Provider">The agent that does its tasks.</param>
/// <param name="Tasks">Its tasks by number.</param>
public sealed record PlannedUnit(
    string Id, string Path, ImmutableArray<string> DependsOn, string Provider, ImmutableArray<PlannedTask> Tasks)
{
    /// <summary>Where its plan names the first unit that it depends on, null when it names none.</summary>
    public Position? DependsOnAt { get; init; }

    /// <summary>Its priority; null when its plan names none.</summary>
    public UnitPriority? Priority { get; init; }

    /// <summary>Its effort; null when its plan names none.</summary>
    public UnitEffort? Effort { get; init; }

    /// <summary>The locks that it holds while it is worked on and lands; null when its plan names none.</summary>
    public ImmutableArray<string>? Locks { get; init; }

    /// <summary>The issue that its plan names, as <c>#123</c> or <c>owner/repo#123</c>; null when it names none.</summary>
    public string? Issue { get; init; }

    /// <summary>The file that its plan is in, where that is not <c>IMPLEMENTATION_PLAN.md</c> in its folder: that of a backlog.</summary>
    public string? Plan { get; init; }

    /// <summary>The path of its plan, relative to the repository.</summary>
    [JsonIgnore]
    public string PlanPath => Plan ?? $"{Path}/{Unit.PlanFile}";

    /// <summary><see cref="Locks"/>, empty when there are none.</summary>
    [JsonIgnore]
    public ImmutableArray<string> LockNames => Locks ?? [];

    /// <summary>The path of a task's file, relative to the repository.</summary>
    public string PathOf(PlannedTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Plan ?? $"{Path}/{task.File}";
    }
}

/// <summary>The run began: all that a resume needs to know.</summary>
public sealed record RunStarted() : EventData("orch.started")
{
    /// <summary>The <see cref="Source"/> of gaps.</summary>
    public const string Gaps = "gaps";

    /// <summary>choo's version.</summary>
    public required string Version { get; init; }

    /// <summary>The target branch, without refs/heads/.</summary>
    public required string Target { get; init; }

    /// <summary>The commit whose specs are run.</summary>
    public required string Base { get; init; }

    /// <summary>The tasks folder, or the backlog's file or folder, relative to the repository.</summary>
    public required string TasksDir { get; init; }

    /// <summary>What the units are read from: null for specs, <c>gaps</c> for the gaps of a backlog.</summary>
    public string? Source { get; init; }

    /// <summary>Whether the units are gaps of a backlog.</summary>
    [JsonIgnore]
    public bool OfBacklog => Source == Gaps;

    /// <summary>How many units run at once.</summary>
    public required int Parallelism { get; init; }

    /// <summary>Whether units stay on branches of their own.</summary>
    public bool NoMerge { get; init; }

    /// <summary>How units land: <c>merge</c>, <c>pull_request</c>, or <c>branch</c> with <c>--no-merge</c>; null in a journal of an older version.</summary>
    public string? Land { get; init; }

    /// <summary><c>--feature</c>, if given: the target is that feature's branch.</summary>
    public string? Feature { get; init; }

    /// <summary>The branch that the feature's branch is proposed to at the end; null without a feature.</summary>
    public string? FeatureTarget { get; init; }

    /// <summary><c>--provider</c>, if given.</summary>
    public string? Provider { get; init; }

    /// <summary><c>--force-task-provider</c>, if given.</summary>
    public string? ForcedProvider { get; init; }

    /// <summary>Whether units that are committed to the target while it goes on become part of it: it was started without naming units.</summary>
    public bool TakesNewUnits { get; init; }

    /// <summary>How many units the run has.</summary>
    public int UnitCount => Units.Length;

    /// <summary>The units, ordinal by id.</summary>
    public required ImmutableArray<PlannedUnit> Units { get; init; }

    /// <summary>Ids level by level.</summary>
    public ImmutableArray<ImmutableArray<string>> Levels { get; init => field = value.IsDefault ? [] : value; } = [];
}

/// <summary>A run that had ended is continued.</summary>
/// <param name="EndedProcesses">How many processes of the dead run were still alive and were ended.</param>
public sealed record RunResumed(int EndedProcesses) : EventData("orch.resumed")
{
    /// <summary>How many units run at once from here on; null leaves it as it was.</summary>
    public int? Parallelism { get; init; }

    /// <summary>The failed unit that alone is retried; null when every unit that is not complete is reopened.</summary>
    public string? Retry { get; init; }
}

/// <summary>The target's specs were read anew: units that are not complete are worked as they say now.</summary>
/// <param name="Commit">The target's commit that they were read from.</param>
/// <param name="Changed">Units whose spec is another than the one they were worked by.</param>
/// <param name="Gone">Units whose spec the commit does not have; they leave the run, and their commits stay under their refs.</param>
public sealed record SpecsUpdated(string Commit, ImmutableArray<ChangedUnit> Changed, ImmutableArray<string> Gone) : EventData("specs.updated");

/// <summary>A person committed units to the target while the run goes on; they are part of it from here on.</summary>
/// <param name="Commit">The target's commit that they were read from.</param>
/// <param name="Units">The units, each after those of them that it depends on.</param>
public sealed record UnitsAdded(string Commit, ImmutableArray<PlannedUnit> Units) : EventData("units.added");

/// <summary>A unit whose spec changed.</summary>
/// <param name="Unit">The unit as it is planned from here on.</param>
/// <param name="Files">Names of the files in its folder that changed in more than their status.</param>
public sealed record ChangedUnit(PlannedUnit Unit, ImmutableArray<string> Files);

/// <summary>Every unit is complete.</summary>
/// <param name="Complete">How many units completed.</param>
/// <param name="DurationMs">Wall time of this start of the run.</param>
public sealed record RunCompleted(int Complete, long DurationMs) : EventData("orch.completed");

/// <summary>The run is over and not every unit is complete.</summary>
public sealed record RunFailed() : EventData("orch.failed")
{
    /// <summary>Units that landed.</summary>
    public int Complete { get; init; }

    /// <summary>Units that failed.</summary>
    public int Failed { get; init; }

    /// <summary>Units that could not start because of others.</summary>
    public int Blocked { get; init; }

    /// <summary>Units that need a person's attention.</summary>
    public int Waiting { get; init; }

    /// <summary>Wall time of this start of the run, in milliseconds.</summary>
    public long DurationMs { get; init; }

    /// <summary>Why the run as a whole could not continue, null when the units' own failures are the reason.</summary>
    public Diagnostic? Reason { get; init; }
}

/// <summary>A person or the system stopped it; resume continues it.</summary>
/// <param name="Signal">The signal.</param>
public sealed record RunInterrupted([property: JsonConverter(typeof(OpenEnumConverter<RunSignal>))] OpenEnum<RunSignal> Signal) : EventData("orch.interrupted");

/// <summary>Something a person should know that belongs to no step.</summary>
/// <param name="Diagnostic">The problem.</param>
public sealed record DiagnosticReported(Diagnostic Diagnostic) : EventData("diagnostic");

/// <summary>The baseline begins, on a unit merged with the target and those ahead of it.</summary>
/// <param name="Commit">The merge commit.</param>
public sealed record BaselineStarted(string Commit) : EventData("baseline.started");

/// <summary>The baseline passed, on the target (no unit) or on a unit merged with it.</summary>
/// <param name="Evidence">One entry a gate.</param>
public sealed record BaselinePassed(ImmutableArray<Evidence> Evidence) : EventData("baseline.ok")
{
    /// <summary>The commit; null in journals of older versions.</summary>
    public string? Commit { get; init; }

    /// <summary>The digest of what the proof ran under, hex; null where evidence is not reused, and in journals of older versions.</summary>
    public string? Conditions { get; init; }
}

/// <summary>The baseline failed, on the target (no unit) or on a unit merged with it.</summary>
/// <param name="Evidence">One entry a gate.</param>
public sealed record BaselineFailed(ImmutableArray<Evidence> Evidence) : EventData("baseline.fail")
{
    /// <summary>The commit; null in journals of older versions.</summary>
    public string? Commit { get; init; }

    /// <summary>The digest of what the proof ran under, hex; null where evidence is not reused, and in journals of older versions.</summary>
    public string? Conditions { get; init; }
}

/// <summary>A pooled worktree came to be.</summary>
/// <param name="Path">Relative to the repository.</param>
public sealed record WorktreeCreated(string Path) : EventData("worktree.created");

/// <summary>A pooled worktree is gone.</summary>
/// <param name="Path">Relative to the repository.</param>
public sealed record WorktreeRemoved(string Path) : EventData("worktree.removed");

/// <summary>A pooled worktree was kept because removing it could have lost something.</summary>
/// <param name="Path">Relative to the repository.</param>
/// <param name="Reason">Why.</param>
public sealed record WorktreeKept(string Path, string Reason) : EventData("worktree.kept");

/// <summary>Uncommitted or foreign work was saved before a reset.</summary>
/// <param name="Ref">The ref that keeps it.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Reason">Why there was something to save.</param>
public sealed record WorkSaved(string Ref, string Commit, string Reason) : EventData("work.saved");

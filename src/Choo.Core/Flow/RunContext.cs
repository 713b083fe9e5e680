using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Gates;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.Secrets;
using Choo.Core.Specs;
using Choo.Core.TestEvidence;

namespace Choo.Core.Flow;

/// <summary>The ports a unit's flow goes through.</summary>
/// <param name="Worktrees">The pool.</param>
/// <param name="Landing">The target.</param>
/// <param name="Agents">Agents' command lines.</param>
/// <param name="Gates">Gates.</param>
/// <param name="Rooms">Where proofs run.</param>
public sealed record FlowPorts(IWorktrees Worktrees, ILanding Landing, IAgents Agents, IGates Gates, ICleanRooms Rooms)
{
    /// <summary>What changed between commits, for reviews; null when there are none.</summary>
    public IDiffs? Diffs { get; init; }

    /// <summary>Where units come from.</summary>
    public required IUnitSource Source { get; init; }

    /// <summary>The disk; null when its room is not looked at.</summary>
    public IDisk? Disk { get; init; }

    /// <summary>Solutions and projects of trees, by which default gates are found; null when the settings' own stay.</summary>
    public IProjectPaths? Projects { get; init; }

    /// <summary>Proofs of earlier runs; null when evidence is not reused.</summary>
    public IProofRecords? Proofs { get; init; }

    /// <summary>Looks at what all worktrees share while turns run; null when nobody does.</summary>
    public RepositoryGuard? Shared { get; init; }
}

/// <summary>What is the same for every unit of a run.</summary>
public sealed record RunContext
{
    private PathPatterns? patterns;

    /// <summary>The run's id.</summary>
    public required string Run { get; init; }

    /// <summary>The target branch's short name.</summary>
    public required string Target { get; init; }

    /// <summary>The tasks folder, or the backlog's file or folder, relative to the repository.</summary>
    public required string TasksDir { get; init; }

    /// <summary>Whether the units are gaps of a backlog.</summary>
    public bool OfBacklog { get; init; }

    /// <summary>The configuration.</summary>
    public required ChooConfig Config { get; init; }

    /// <summary>What must pass before a unit lands.</summary>
    public required ImmutableArray<Gate> Baseline { get; init; }

    /// <summary>The gate of tasks that name none.</summary>
    public required string DefaultBackpressure { get; init; }

    /// <summary>Units by id, as the run's base commit has them.</summary>
    public required IReadOnlyDictionary<string, Unit> Units { get; init; }

    /// <summary>Agents by unit id.</summary>
    public required IReadOnlyDictionary<string, AgentCommand> AgentOf { get; init; }

    /// <summary>The agents that review, by their names; empty when units are not reviewed.</summary>
    public IReadOnlyDictionary<string, AgentCommand> Reviewers { get; init; } = ImmutableDictionary<string, AgentCommand>.Empty;

    /// <summary>The target's commit that the specs were read from or compared with last.</summary>
    public required string SpecsAt { get; init; }

    /// <summary>Units that landed in earlier starts of the run.</summary>
    public ImmutableArray<Landed> Landed { get; init; } = [];

    /// <summary>How many gates ran in earlier starts of the run, at least: their logs keep their names.</summary>
    public int GateRuns { get; init; }

    /// <summary>Takes secrets out of prompts.</summary>
    public Redactor Redactor { get; init; } = Redactor.Shapes;

    /// <summary>What the baseline says of the target at the start, by command; it may be running still.</summary>
    public Task<IReadOnlyDictionary<string, Evidence>> OnTarget { get; init; } = Task.FromResult<IReadOnlyDictionary<string, Evidence>>(ImmutableDictionary<string, Evidence>.Empty);

    /// <summary>Tests whose change a person accepted, in any unit of the run.</summary>
    public IReadOnlySet<TestChange> Accepted { get; init; } = ImmutableHashSet<TestChange>.Empty;

    /// <summary>Whether units stay on branches of their own.</summary>
    public bool NoMerge { get; init; }

    /// <summary>The command that judges a task.</summary>
    public string BackpressureOf(SpecTask task) => task.Backpressure ?? DefaultBackpressure;

    /// <summary>What proves a unit's whole tree: the baseline, or each distinct backpressure of its tasks where there is none.</summary>
    public ImmutableArray<Gate> ProofOf(Unit unit) => ProofOf(unit, Baseline, DefaultBackpressure);

    /// <summary>The same with another baseline and default gate.</summary>
    public static ImmutableArray<Gate> ProofOf(Unit unit, ImmutableArray<Gate> baseline, string backpressure) => baseline.Length > 0
        ? baseline
        : [.. unit.Tasks.Select(task => task.Backpressure ?? backpressure).Distinct(StringComparer.Ordinal).Select(command => new Gate("backpressure", command))];

    /// <summary>What the target said of a gate: by its command, and where default gates have another one by now, by its name.</summary>
    public static Evidence? Before(IReadOnlyDictionary<string, Evidence> target, Evidence now)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(now);
        return target.GetValueOrDefault(now.Command) ?? target.Values.FirstOrDefault(each => each.Gate == now.Gate);
    }

    /// <summary>
    /// What bounds the train. Without a baseline a proof costs what the gates of its units cost: there is one at a time then, and it covers as
    /// many as wait for it. It begins a moment later than it could, for the room it runs in and the landing cost as much for one unit as for ten.
    /// </summary>
    /// <param name="gates">How many gates may run at once.</param>
    public TrainLimits Landing(int gates) => Baseline.IsEmpty
        ? new(Config.Landing.Proofs ?? 1, Config.Landing.Batch ?? int.MaxValue, Linger: TimeSpan.FromMilliseconds(500))
        : new(Config.Landing.Proofs ?? gates, Config.Landing.Batch ?? 1);

    /// <summary>Evidence as it counts: with the failures excused that the target has too, where that was asked for. Waits for what the target has.</summary>
    public async Task<Evidence> JudgeAsync(Evidence evidence, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        evidence = Config.TrustExitCode ? evidence with { Doubt = null } : evidence;
        if (!Config.RegressionOnly || evidence.Passed)
        {
            return evidence;
        }

        var before = await OnTarget.WaitAsync(cancellationToken).ConfigureAwait(false);
        return Before(before, evidence) is { } known ? KnownFailures.Excuse(evidence, known.Results) : evidence;
    }

    /// <summary>Whether a path is none of the agent's business: specs, choo's configuration, and what the configuration protects.</summary>
    public bool IsProtected(string path) =>
        IsSpec(path) || (patterns ??= Patterns()).Match(path);

    /// <summary>Whether a path is one of the specs, or of the backlog.</summary>
    public bool IsSpec(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.StartsWith(TasksDir, StringComparison.Ordinal) && (path.Length == TasksDir.Length || path[TasksDir.Length] == '/');
    }

    private PathPatterns Patterns()
    {
        var archive = TasksDir.Contains('/', StringComparison.Ordinal) ? $"/{TasksDir[..TasksDir.LastIndexOf('/')]}/completed/" : "/completed/";
        string[] specs = OfBacklog ? [] : [$"/{Literal(TasksDir)}/", Literal(archive)];
        return new(["/.choo.yaml", "/.choo/", .. specs, .. Config.Protected ?? PathPatterns.ContinuousIntegration]);
    }

    private static string Literal(string path) => path.Replace('*', '?');
}

using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.Budgets;
using Choo.Core.Gates;

namespace Choo.Core.Configuration;

/// <summary>What <c>.choo.yaml</c> and the environment say, validated; every value has its default here.</summary>
public sealed record ChooConfig
{
    /// <summary><c>target_branch</c>: the branch that work lands on; null means the branch that is checked out.</summary>
    public string? TargetBranch { get; init; }

    /// <summary><c>parallelism</c>: how many units run at once, 1 or more.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary><c>take_new_units</c>: whether units that are committed to the target while a run goes on become part of it.</summary>
    public bool TakesNewUnits { get; init; } = true;

    /// <summary><c>worktree</c>: where worktrees lie and what is run in them.</summary>
    public WorktreeConfig Worktree { get; init; } = new();

    /// <summary><c>provider</c>: which agents there are.</summary>
    public ProviderConfig Provider { get; init; } = new();

    /// <summary><c>environment</c>: which variables children get besides those that all need.</summary>
    public EnvironmentConfig Environment { get; init; } = new();

    /// <summary><c>baseline_checks</c>: what must pass before a unit lands; null means found by looking for a solution or project.</summary>
    public ImmutableArray<Gate>? BaselineChecks { get; init; }

    /// <summary><c>baseline.allow_red_target</c>: go on although the target itself does not pass.</summary>
    public bool AllowRedTarget { get; init; }

    /// <summary><c>baseline.regression_only</c>: tests that fail on the target already do not count against a unit.</summary>
    public bool RegressionOnly { get; init; }

    /// <summary><c>baseline.verify_target</c>: when the target's own baseline runs. With <see cref="RegressionOnly"/> it runs in any case.</summary>
    public VerifyTarget VerifyTarget { get; init; }

    /// <summary><c>gates.protected</c>: globs of files that agents may not change, besides specs and this file; null means those of build servers.</summary>
    public ImmutableArray<string>? Protected { get; init; }

    /// <summary><c>gates.red_first</c>: whether the backpressure of tasks that do not say must fail before the work.</summary>
    public bool RedFirst { get; init; }

    /// <summary><c>gates.trust_exit_code</c>: whether exit code 0 is enough although tests failed, or none ran that was asked for.</summary>
    public bool TrustExitCode { get; init; }

    /// <summary><c>gates.changed_tests</c>: what becomes of a unit whose tests changed for the worse.</summary>
    public ChangedTests ChangedTests { get; init; }

    /// <summary><c>gates.old_tests</c>: whether changed tests also run on the unit's code as they stood before it.</summary>
    public bool OldTests { get; init; } = true;

    /// <summary><c>gates.new_tests</c>: whether new tests also run without the rest of the unit's change.</summary>
    public bool NewTests { get; init; } = true;

    /// <summary><c>gates.reuse_evidence</c>: whether a proof that passed in an earlier run answers for the same tree under the same conditions.</summary>
    public bool ReuseEvidence { get; init; } = true;

    /// <summary><c>limits.task_attempts</c>: turns a task may take before its unit fails.</summary>
    public int TaskAttempts { get; init; } = 3;

    /// <summary><c>limits.baseline_attempts</c>: fix turns a red baseline may take.</summary>
    public int BaselineAttempts { get; init; } = 3;

    /// <summary><c>landing</c>: how units are proved on their way to the target.</summary>
    public LandingConfig Landing { get; init; } = new();

    /// <summary><c>merge.max_conflict_retries</c>: turns a merge conflict may take.</summary>
    public int ConflictAttempts { get; init; } = 3;

    /// <summary><c>github</c>: the repository on GitHub and how it is asked.</summary>
    public GitHubConfig GitHub { get; init; } = new();

    /// <summary><c>land</c>: how proved units land.</summary>
    public LandingWay Land { get; init; }

    /// <summary><c>pull_request</c>: how pull requests are opened and merged.</summary>
    public PullRequestConfig PullRequest { get; init; } = new();

    /// <summary><c>feature</c>: how the units of a feature are gathered.</summary>
    public FeatureConfig Feature { get; init; } = new();

    /// <summary><c>review</c>: what counts as a review of a pull request.</summary>
    public ReviewConfig Review { get; init; } = new();

    /// <summary><c>code_review</c>: the review of a unit by another agent before it lands.</summary>
    public CodeReviewConfig CodeReview { get; init; } = new();

    /// <summary><c>escalation</c>: how a person is told besides the terminal.</summary>
    public EscalationConfig Escalation { get; init; } = new();

    /// <summary><c>backlog</c>: the backlog of gaps.</summary>
    public BacklogConfig Backlog { get; init; } = new();

    /// <summary><c>limits.free_disk_mb</c>, in bytes: what has to be free when a unit starts; 0 switches it off.</summary>
    public long FreeDisk { get; init; } = 500L << 20;

    /// <summary><c>budget</c>: what may be spent.</summary>
    public BudgetConfig Budget { get; init; } = BudgetConfig.None;

    /// <summary><c>timeouts.turn</c>: the longest an agent's turn may take.</summary>
    public TimeSpan TurnTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary><c>timeouts.silence</c>: the longest an agent may print nothing; zero switches it off.</summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary><c>timeouts.gate</c>: the longest one gate command may take.</summary>
    public TimeSpan GateTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary><c>timeouts.setup</c>: the longest one setup or teardown command may take.</summary>
    public TimeSpan SetupTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary><c>gates.parallelism</c>: how many gates run at once; null means as many as there are processors.</summary>
    public int? GateParallelism { get; init; }
}

/// <summary>When the target's own baseline runs.</summary>
public enum VerifyTarget
{
    /// <summary>Beside the first turns.</summary>
    Alongside,

    /// <summary>Before any unit starts.</summary>
    Before,

    /// <summary>Not at all.</summary>
    Never,
}

/// <summary>What becomes of a unit whose tests changed for the worse.</summary>
public enum ChangedTests
{
    /// <summary>It waits for a person.</summary>
    Wait,

    /// <summary>It lands.</summary>
    Allow,

    /// <summary>It fails.</summary>
    Refuse,
}

/// <summary><c>landing.*</c>.</summary>
public sealed record LandingConfig
{
    /// <summary><c>landing.proofs</c>: how many proofs run at once, 1 or more; null means as many as gates may run at once.</summary>
    public int? Proofs { get; init; }

    /// <summary><c>landing.batch</c>: how many units one proof may cover, 1 or more; null means 1, or any number where there is no baseline.</summary>
    public int? Batch { get; init; }
}

/// <summary><c>worktree.*</c>.</summary>
public sealed record WorktreeConfig
{
    /// <summary><c>worktree.base_path</c>: the folder of the worktrees, absolute or relative to the repository's root; null when choo chooses it.</summary>
    public string? BasePath { get; init; }

    /// <summary><c>worktree.setup</c>: commands run in a worktree before a unit's first task.</summary>
    public ImmutableArray<SetupCommand> Setup { get; init; } = [];

    /// <summary><c>worktree.teardown</c>: commands run in it when the unit has ended.</summary>
    public ImmutableArray<SetupCommand> Teardown { get; init; } = [];
}

/// <summary>A command of <c>worktree.setup</c> or <c>worktree.teardown</c>.</summary>
/// <param name="Command">A command line for the shell.</param>
/// <param name="If">A file, relative to the worktree, that must exist for the command to run; null means always.</param>
public sealed record SetupCommand(string Command, string? If);

/// <summary><c>provider.*</c>.</summary>
public sealed record ProviderConfig
{
    /// <summary><c>provider.type</c>: the agent for units that name none. Null when neither file nor environment says so (then claude).</summary>
    public string? Type { get; init; }

    /// <summary>Who said so: env:…, config:.choo.yaml or default.</summary>
    public string TypeSource { get; init; } = "default";

    /// <summary>Names that may stand where an agent is named.</summary>
    public IReadOnlySet<string> KnownNames => Providers.Keys.Concat(AgentDialect.KnownNames).ToHashSet(StringComparer.Ordinal);

    /// <summary><c>provider.providers.&lt;name&gt;</c>, by name.</summary>
    public ImmutableDictionary<string, ProviderEntry> Providers { get; init; } = ImmutableDictionary<string, ProviderEntry>.Empty;
}

/// <summary>One agent of the configuration.</summary>
public sealed record ProviderEntry
{
    /// <summary><c>command</c>: a program (path or name) and its fixed arguments; empty means the provider's own name.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary><c>args</c>: arguments put after those that choo gives; null means the provider's defaults.</summary>
    public ImmutableArray<string>? Args { get; init; }

    /// <summary><c>model</c>: passed to claude and codex; null means their own choice.</summary>
    public string? Model { get; init; }

    /// <summary><c>env</c>: variables set for this agent.</summary>
    public ImmutableDictionary<string, string> Env { get; init; } = ImmutableDictionary<string, string>.Empty;
}

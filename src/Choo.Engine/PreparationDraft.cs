using System.Collections.Immutable;
using Choo.Adapters.Git;
using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Planning;
using Choo.Core.Ports;
using Choo.Core.Specs;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>What the steps of one preparation have found so far. What is null was not found, or not looked for.</summary>
internal sealed class PreparationDraft
{
    private PreparationDraft(PreparationPurpose purpose, RunRequest request, string root) => (Purpose, Request, Root) = (purpose, request, root);

    public PreparationPurpose Purpose { get; }

    /// <summary>What was asked, with what a resumed run was started with.</summary>
    public RunRequest Request { get; }

    /// <summary>The folder with the configuration and the specs.</summary>
    public string Root { get; }

    /// <summary>The repository; null for a plan of the working tree, which needs none.</summary>
    public Repository? Repository { get; private init; }

    /// <summary>The run that is resumed; null for a new one.</summary>
    public RunState? Resumed { get; private init; }

    /// <summary>The newest run, when a new one is prepared; null when there is none.</summary>
    public EarlierRun? Earlier { get; private init; }

    /// <summary>Every problem so far, in the order of the steps.</summary>
    public List<Diagnostic> Problems { get; } = [];

    public ChooConfig Config { get; set; } = new();

    public Target? Target { get; set; }

    /// <summary>The feature whose branch the target is; null without one, and for a run that is resumed.</summary>
    public FeatureStart? Feature { get; set; }

    public string TasksDir { get; set; } = "";

    /// <summary>Where the working tree's specs differ from the target's; it is looked for while other steps are taken.</summary>
    public Task<ImmutableArray<Diagnostic>>? Differences { get; set; }

    public SpecSet? Specs { get; set; }

    /// <summary>Whether the units are gaps of a backlog.</summary>
    public bool OfBacklog => Request.Gaps is not null || Resumed?.Started.OfBacklog == true;

    /// <summary>The gaps that a new run is to work on; null when units are those of specs, and for a run that is resumed.</summary>
    public ChosenGaps? Gaps { get; set; }

    /// <summary>Where units come from; null for a plan of the working tree.</summary>
    public IUnitSource? Source { get; set; }

    /// <summary>What the source has in the target's commit.</summary>
    public UnitsAtCommit? Read { get; set; }

    public DefaultGates Gates { get; set; } = DefaultGates.From([]);

    /// <summary>The plan of the units asked for, also where there are problems.</summary>
    public Plan? Plan { get; set; }

    /// <summary>The units of the run: those that are not complete, or those that a run which is resumed has.</summary>
    public ImmutableArray<Unit> Open { get; set; } = [];

    public ImmutableArray<PlannedUnit> Planned { get; set; } = [];

    public ImmutableDictionary<string, AgentCommand> Agents { get; set; } = ImmutableDictionary<string, AgentCommand>.Empty;

    /// <summary>The agents that review the units' work.</summary>
    public ImmutableDictionary<string, AgentCommand> Reviewers { get; set; } = ImmutableDictionary<string, AgentCommand>.Empty;

    /// <summary>The agents that were not found.</summary>
    public ImmutableArray<Diagnostic> MissingAgents { get; set; } = [];

    public WorktreePlace? Place { get; set; }

    private bool HasErrors => Problems.Exists(each => each.Severity == Severity.Error);

    /// <summary>For a plan of a folder's working tree.</summary>
    public static PreparationDraft OfWorkingTree(RunRequest request, string root) => new(PreparationPurpose.Plan, request, root);

    /// <summary>For a new run of what is committed, or for what only looks at that.</summary>
    public static PreparationDraft OfCommit(PreparationPurpose purpose, RunRequest request, Repository repository, EarlierRun? earlier = null) =>
        new(purpose, request, repository.Root) { Repository = repository, Earlier = earlier };

    /// <summary>For a run that is resumed: its units, as the target's newest commit has them.</summary>
    public static PreparationDraft OfRun(RunRequest request, Repository repository, RunState state)
    {
        var started = state.Started;
        var again = request with
        {
            Unit = null,
            Feature = null,
            Gaps = null,
            Target = started.Target,
            NoMerge = started.NoMerge,
            Provider = request.Provider ?? started.Provider,
            ForcedProvider = request.ForcedProvider ?? started.ForcedProvider,
            Parallelism = request.Parallelism ?? started.Parallelism,
        };
        return new(PreparationPurpose.Resume, again, repository.Root) { Repository = repository, Resumed = state };
    }

    /// <summary>What came of all steps.</summary>
    public Preparation Result()
    {
        var inputs = Inputs();
        var lacksOnlyAgents = Problems.TrueForAll(each => each.Severity != Severity.Error || MissingAgents.Contains(each));
        return new Preparation(HasErrors ? null : inputs, [.. Problems])
        {
            WithoutAgents = HasErrors && lacksOnlyAgents ? inputs : null,
            Config = Config,
            Target = Target?.Branch ?? (Repository is null ? Request.Target ?? Config.TargetBranch ?? "" : ""),
            Feature = Feature,
            Specs = Specs,
            Gaps = Gaps,
            Plan = HasErrors ? null : Plan,
            Gates = Gates,
        };
    }

    private RunInputs? Inputs() => Repository is null || Target is null || Specs is null || Source is null || Plan is null || Place is null ? null : new RunInputs
    {
        Repository = Repository,
        Place = Place,
        Config = Config,
        Target = Target,
        Feature = Feature,
        TasksDir = TasksDir,
        OfBacklog = OfBacklog,
        Specs = Specs,
        Source = Source,
        Read = Resumed is null ? null : Read,
        Units = Planned,
        Levels = Plan.Levels,
        Agents = Agents,
        Reviewers = Reviewers,
        Baseline = Config.BaselineChecks ?? Gates.Baseline,
        DefaultBackpressure = Gates.Backpressure,
        Parallelism = Request.Parallelism ?? Config.Parallelism,
    };
}

using Choo.Adapters.Files;
using Choo.Adapters.Gates;
using Choo.Adapters.Git;
using Choo.Adapters.Journal;
using Choo.Adapters.Processes;
using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>What one start of a run holds until it has ended: its folder, the journal, the worktrees, the target and the gates.</summary>
internal sealed class RunResources : IAsyncDisposable
{
    private readonly RunInputs inputs;

    /// <param name="inputs">What was found before the run.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="start">Where the run begins.</param>
    /// <param name="post">Told of what happens to the run's worktrees and messages, and to which unit, from any thread.</param>
    public RunResources(RunInputs inputs, RunRequest request, SessionStart start, Action<string?, EventData> post)
    {
        this.inputs = inputs;
        Secrets = new RunSecrets(request.Variables ?? ChildEnvironment.Own(), inputs.Config, inputs.Agents.Values.Concat(inputs.Reviewers.Values));
        Run = start.Run;
        Folders = new RunFolders(inputs.Repository.ChooDir);
        OwnFolder.Create(Folders.Runs);
        OwnFolder.Create(Folder);
        OwnFolder.Create(Folders.Logs(Run));
        Journal = JournalFile.Open(Folders.Journal(Run));
        PoolSettings = new PoolSettings
        {
            Run = Run,
            Place = inputs.Place,
            ExcludesFile = start.ExcludesFile,
            AsideFolder = Path.Combine(inputs.Repository.ChooDir, "aside", Run),
            SetAside = problem => post(null, new DiagnosticReported(problem)),
            // Units that wait for a paused provider keep their worktrees, and those of other providers go on.
            Most = (RunState.MostAtWorkFor(inputs.Parallelism) * Math.Max(1, inputs.Agents.Count)) + 1,
            Created = name => post(null, new WorktreeCreated(name)),
            Removed = name => post(null, new WorktreeRemoved(name)),
            Report = problem => post(null, new DiagnosticReported(problem)),
        };
        Pool = new WorktreePool(inputs.Repository, PoolSettings);
        Store = new GitObjects(inputs.Repository, Run, request.Clock);
        Worktrees = new GitWorktrees(Pool, PoolSettings, Store);
        Target = new TargetBranch(inputs.Repository, inputs.Target.Branch, Run, Store) { Checkout = Checkout, Kept = Worktrees.Keep };
        Evidence = new EvidenceWriter(Store, Folders, Run, inputs.Target.Branch);
        Escalations = Escalations.Open(inputs, request, Run, Secrets, post);
        foreach (var e in start.Events)
        {
            Evidence.Seed(e);
            Escalations.Seed(e);
        }

        Gates = new ShellGates(new ShellGateOptions
        {
            LogFolder = Folders.Logs(Run),
            Timeout = inputs.Config.GateTimeout,
            SetupTimeout = inputs.Config.SetupTimeout,
            Parallelism = GatesAtOnce,
            Environment = Secrets.OfGates(),
            Redactor = Secrets.Redactor,
            Clock = request.Clock,
        });
    }

    /// <summary>The run's id.</summary>
    public string Run { get; }

    /// <summary>The run's folder.</summary>
    public string Folder => Folders.Of(Run);

    /// <summary>The folders of all runs.</summary>
    public RunFolders Folders { get; }

    public JournalFile Journal { get; }

    public RunSecrets Secrets { get; }

    public PoolSettings PoolSettings { get; }

    public WorktreePool Pool { get; }

    public GitObjects Store { get; }

    public GitWorktrees Worktrees { get; }

    /// <summary>Held while the person's checkout is looked at or moved.</summary>
    public CheckoutLock Checkout { get; } = new();

    public TargetBranch Target { get; }

    public ShellGates Gates { get; }

    /// <summary>Writes a bundle for each unit that is complete.</summary>
    public EvidenceWriter Evidence { get; }

    /// <summary>Tells a person what happened, besides the terminal.</summary>
    public Escalations Escalations { get; }

    /// <summary>How many gates may run at once.</summary>
    public int GatesAtOnce => inputs.Config.GateParallelism ?? Environment.ProcessorCount;

    /// <summary>Begins to make the worktrees that the first units need; ends with the token.</summary>
    public void PlanWorktrees(CancellationToken stop)
    {
        int UpTo(int most) => Math.Min(most, inputs.Units.Length);
        Pool.Plan(inputs.Target.Commit, UpTo(inputs.Parallelism), UpTo(RunState.MostAtWorkFor(inputs.Parallelism)), stop);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // However a start ended: what it began to make must not go on when the lock is another's.
        await Pool.SettleAsync(CancellationToken.None).ConfigureAwait(false);
        await Escalations.DisposeAsync().ConfigureAwait(false);
        Journal.Dispose();
        Pool.Dispose();
        Target.Dispose();
        Store.Dispose();
        Checkout.Dispose();
        Gates.Dispose();
    }
}

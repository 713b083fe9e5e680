using System.Collections.Immutable;
using Choo.Adapters.Agents;
using Choo.Adapters.Files;
using Choo.Adapters.Gates;
using Choo.Adapters.Git;
using Choo.Adapters.Journal;
using Choo.Adapters.Processes;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Flow;
using Choo.Core.Gates;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.Scheduling;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>One start of a run: the ports, the journal and the loop wired together. The one place that does so.</summary>
internal sealed partial class RunSession : IAsyncDisposable
{
    private readonly RunInputs inputs;
    private readonly RunRequest request;
    private readonly IRunObserver observer;
    private readonly RunStop stop;
    private readonly string run;
    private readonly RunFolders folders;
    private readonly JournalFile journal;
    private readonly PoolSettings poolSettings;
    private readonly WorktreePool pool;
    private readonly GitObjects store;
    private readonly GitWorktrees worktrees;
    private readonly CheckoutLock checkout = new();
    private readonly TargetBranch target;
    private readonly ShellGates gates;
    private readonly EvidenceWriter evidence;
    private readonly RunSecrets secrets;
    private RunState? state;
    private IEvents? events;
    private readonly TaskCompletionSource<IReadOnlyDictionary<string, Evidence>> onTarget = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long seq;

    public RunSession(RunInputs inputs, RunRequest request, IRunObserver observer, RunStop stop, SessionStart start)
    {
        (this.inputs, this.request, this.observer, this.stop) = (inputs, request, observer, stop);
        (run, state, seq) = (start.Run, start.State, start.LastSeq);
        secrets = new RunSecrets(request.Variables ?? ChildEnvironment.Own(), inputs.Config.Environment, inputs.Agents.Values);
        folders = new RunFolders(inputs.Repository.ChooDir);
        OwnFolder.Create(folders.Runs);
        OwnFolder.Create(folders.Of(run));
        OwnFolder.Create(folders.Logs(run));
        journal = JournalFile.Open(folders.Journal(run));
        poolSettings = new PoolSettings
        {
            Run = run,
            Place = inputs.Place,
            ExcludesFile = start.ExcludesFile,
            AsideFolder = Path.Combine(inputs.Repository.ChooDir, "aside", run),
            SetAside = problem => Tell(new DiagnosticReported(problem)),
            // Units that wait for a parked provider keep their worktrees, and those of other providers go on.
            Most = (RunState.MostAtWorkFor(inputs.Parallelism) * Math.Max(1, inputs.Agents.Count)) + 1,
            Created = name => Tell(new WorktreeCreated(name)),
            Report = problem => Tell(new DiagnosticReported(problem)),
        };
        pool = new WorktreePool(inputs.Repository, poolSettings);
        store = new GitObjects(inputs.Repository, run, request.Clock);
        worktrees = new GitWorktrees(pool, poolSettings, store);
        target = new TargetBranch(inputs.Repository, inputs.Target.Branch, run, store) { Checkout = checkout };
        evidence = new EvidenceWriter(store, folders, run, inputs.Target.Branch);
        evidence.Seed(start.Events);
        gates = new ShellGates(new ShellGateOptions
        {
            LogFolder = folders.Logs(run),
            Timeout = inputs.Config.GateTimeout,
            SetupTimeout = inputs.Config.SetupTimeout,
            Parallelism = GatesAtOnce,
            Environment = secrets.OfGates(),
            Redactor = secrets.Redactor,
            Clock = request.Clock,
        });
    }

    /// <summary>The run's folder.</summary>
    public string Folder => folders.Of(run);

    /// <summary>The run's state.</summary>
    public RunState? State => state;

    /// <summary>Begins a new run and carries it to its end; returns the exit code.</summary>
    public async Task<int> StartAsync(RunStarted started, ImmutableArray<Diagnostic> notes)
    {
        state = new RunState(started);
        lock (journal)
        {
            // Worktrees take longest: they are begun first. What they record waits for the lock, so the run's beginning stays the first event.
            // What a dead run left is looked at before: git does not stand that a worktree goes while another comes.
            if (pool.IsNew && GoneWorktrees.Find(inputs.Repository, pool.Place).IsEmpty)
            {
                PlanWorktrees();
            }

            Record(started, apply: false);
        }

        using var watchdog = RunWatchdog.Start(run);
        NoteWatchdog(watchdog);
        if (inputs.Baseline.IsEmpty)
        {
            var why = inputs.Config.BaselineChecks is null ? "no baseline_checks are configured and no solution or project was found; until one has landed" : "baseline_checks is empty:";
            Record(new DiagnosticReported(DiagnosticCodes.NoBaseline.Because($"{why} only each task's own backpressure proves a unit")));
        }

        Note(notes);

        try
        {
            await AdoptAsync(keep: null).ConfigureAwait(false);
            PlanWorktrees();
            return await LoopAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            Record(new RunInterrupted(stop.Name));
            return stop.ExitCode;
        }
    }

    /// <summary>Continues a run that ended somehow; returns the exit code.</summary>
    public async Task<int> ResumeAsync(ImmutableArray<Diagnostic> notes)
    {
        var ended = await RunSweep.EndLeftoversAsync(run, stop.Token).ConfigureAwait(false);
        using var watchdog = RunWatchdog.Start(run);

        // What is found in logs and in git was done before the run ended: it gets the newest time that is known of that.
        var before = state!.Newest;
        await new Reconciliation(inputs.Repository, run, folders.Logs(run)).CompleteAsync(state, (unit, task, data) => Record(data, unit: unit, task: task, time: before), stop.Token).ConfigureAwait(false);
        Record(new RunResumed(ended.Count) { Parallelism = inputs.Parallelism, Retry = request.Retry });
        NoteWatchdog(watchdog);
        NoteEnded(ended.Count);
        Note(notes);

        await UpdateSpecsAsync().ConfigureAwait(false);
        await CheckLandingsAsync().ConfigureAwait(false);
        await AdoptAsync(keep: state).ConfigureAwait(false);
        Accept();
        RecallTarget();
        return await LoopAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // However a start ended: what it began to make must not go on when the lock is another's.
        await pool.SettleAsync(CancellationToken.None).ConfigureAwait(false);
        journal.Dispose();
        pool.Dispose();
        target.Dispose();
        store.Dispose();
        checkout.Dispose();
        gates.Dispose();
    }

    private void PlanWorktrees() => pool.Plan(inputs.Target.Commit, Math.Min(RunState.MostAtWorkFor(inputs.Parallelism), inputs.Units.Length), stop.Token);

    private void NoteWatchdog(RunWatchdog watchdog)
    {
        if (watchdog.Problem is { } problem)
        {
            Record(new DiagnosticReported(DiagnosticCodes.NoWatchdog.Because($"if choo is killed, its children may keep running: {problem}; `dotnet choo doctor --fix` kills them")));
        }
    }

    private async Task<int> LoopAsync()
    {
        using var added = new AddedUnits(inputs, request, state!);
        var settings = new RunContext
        {
            Run = run,
            Target = inputs.Target.Branch,
            TasksDir = inputs.TasksDir,
            Config = inputs.Config,
            Baseline = inputs.Baseline,
            DefaultBackpressure = inputs.DefaultBackpressure,
            Units = added.Units,
            AgentOf = added.AgentOf,
            NoMerge = state!.Started.NoMerge,
            Redactor = secrets.Redactor,
            SpecsAt = inputs.Target.Commit,
            Landed = [.. state.Units.Select(Landed.Of).OfType<Landed>()],
            GateRuns = state.Units.Sum(unit => unit.GateRuns),
            OnTarget = onTarget.Task,
            Accepted = state.Units.SelectMany(unit => unit.AcceptedTests).ToHashSet(),
        };
        var hooks = await AgentHooks.WriteAsync(inputs.Repository, CancellationToken.None).ConfigureAwait(false);
        var agents = new CommandLineAgents(new AgentOptions
        {
            LogFolder = folders.Logs(run),
            TurnTimeout = inputs.Config.TurnTimeout,
            SilenceTimeout = inputs.Config.SilenceTimeout,
            Environment = secrets.OfAgent,
            Hooks = hooks,
            Redactor = secrets.Redactor,
            Clock = request.Clock,
        });
        inputs.Units.ToList().ForEach(unit => state.UseProvider(unit.Id, unit.Provider));

        using var shared = new SharedWatch(new SharedFiles(inputs.Repository, hooks, checkout));
        using var disk = new PoolDisk(pool, worktrees, () => FreeDisk.Least([inputs.Repository.Root, pool.Root], request.FreeBytes));
        var ports = new FlowPorts(worktrees, target, agents, gates, new CleanRooms(pool, poolSettings))
        {
            Source = inputs.Source,
            Disk = disk,
            Projects = Projects,
            Proofs = Records(),
            Shared = shared,
        };
        var history = TargetHistory.Of(settings);
        var tip = await target.TipAsync(stop.Token).ConfigureAwait(false);
        RunLoop loop;
        lock (journal)
        {
            // From here on the loop alone writes the journal; a worktree that is created at this moment records one or the other.
            loop = new RunLoop(state, new RunLoopOptions
            {
                Run = run,
                LastSeq = seq,
                Journal = journal,
                Runner = new UnitRunner(settings, ports, history),
                Queue = settings.NoMerge ? new BranchQueue(settings.Landing(GatesAtOnce).Proofs, tip) : new Train(settings.Landing(GatesAtOnce), tip),
                Landing = new LandingRunner(settings, ports, history),
                ProveTarget = ProvesTarget() ? (sink, token) => ProveTargetAsync(new TargetProof(settings, ports), sink, token) : null,
                TargetFirst = inputs.Config.VerifyTarget == VerifyTarget.Before,
                Clock = request.Clock,
                Budget = inputs.Config.Budget,
                Redactor = secrets.Redactor,
                Watch = Watch,
                CloseAsync = (sink, token) => CloseAsync(new LandingCheck(target, history, inputs.Target.Branch), sink, token),
                Signal = () => stop.Name,
                Bug = bug => OwnFile.Append(Path.Combine(Folder, "faults.log"), secrets.Redactor.Redact($"{bug}\n")),
            });
            events = loop;
        }

        TakeNewUnits(added, history, loop);

        using var second = stop.Kill.Register(() => RunSweep.Kill(run));
        await loop.RunAsync(stop.Token).ConfigureAwait(false);
        await evidence.SettleAsync().ConfigureAwait(false);
        return state.End switch
        {
            RunInterrupted => stop.ExitCode,
            RunFailed { Reason: not null } => 3,
            _ => state.Counts.ExitCode,
        };
    }

    private int GatesAtOnce => inputs.Config.GateParallelism ?? Environment.ProcessorCount;

    private Task AdoptAsync(RunState? keep) => new WorktreeAdoption(
        inputs.Repository, pool, worktrees, inputs.Target.Commit, (saved, unit) => Record(saved, unit: unit)).RunAsync(keep, stop.Token);

    private void Watch(RunEvent e, RunState now)
    {
        evidence.OnEvent(e);
        records?.OnEvent(e);
        observer.OnEvent(e, now);
    }

    private void Tell(EventData data)
    {
        lock (journal)
        {
            if (events is { } sink)
            {
                sink.Post(null, null, data);
            }
            else
            {
                Record(data);
            }
        }
    }

    private void Note(ImmutableArray<Diagnostic> notes) => notes.ToList().ForEach(note => Record(new DiagnosticReported(note)));

    /// <summary>An event before the loop takes over.</summary>
    private void Record(EventData data, bool apply = true, string? unit = null, int? task = null, DateTimeOffset? time = null)
    {
        lock (journal)
        {
            var e = new RunEvent(++seq, time ?? request.Clock.GetUtcNow(), run, unit, task, EventSecrets.Redact(data, secrets.Redactor));
            Action<RunEvent> take = apply ? state!.Apply : begun => state!.BeginAt(begun.Time);
            take(e);

            journal.Append([e], durable: true);
            Watch(e, state!);
        }
    }
}

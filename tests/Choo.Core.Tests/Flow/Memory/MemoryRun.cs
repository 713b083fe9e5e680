using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.Budgets;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Flow;
using Choo.Core.Gates;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.Routes;
using Choo.Core.Scheduling;
using Choo.Core.Specs;
using Choo.Core.State;
using Choo.Core.Tests.Specs;

namespace Choo.Core.Tests.Flow.Memory;

/// <summary>A whole run over ports in memory: specs in, events and a target branch out, in milliseconds.</summary>
internal sealed class MemoryRun : IJournal
{
    private readonly Dictionary<string, string> files = new(StringComparer.Ordinal) { ["README.md"] = "here" };
    private readonly Dictionary<string, (ImmutableArray<string> DependsOn, ImmutableArray<string> Gates)> units = new(StringComparer.Ordinal);

    private readonly TaskCompletionSource<IReadOnlyDictionary<string, Evidence>> onTarget = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, string> lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Line, string Body)> plans = new(StringComparer.Ordinal);

    public MemoryRun(Func<AgentRequest, MemoryTree, AgentVerdict> turn)
    {
        Worktrees = new MemoryWorktrees(Git);
        Landing = new MemoryLanding(Git);
        Agents = new MemoryAgents(Worktrees, turn);
        Gates = new MemoryGates(Worktrees);
    }

    public MemoryGit Git { get; } = new();

    public MemoryWorktrees Worktrees { get; }

    public MemoryLanding Landing { get; }

    public MemoryAgents Agents { get; }

    public MemoryGates Gates { get; init; }

    public ChooConfig Config { get; init; } = new();

    public ImmutableArray<Gate> Baseline { get; init; } = [];

    /// <summary>Whether default gates follow the trees.</summary>
    public bool FindsGates { get; init; }

    /// <summary>Whether the target itself is proved.</summary>
    public bool ProvesTarget { get; init; }

    public bool NoMerge { get; init; }

    /// <summary>Makes the route; null for the one that <see cref="NoMerge"/> says.</summary>
    public Func<RunContext, TargetHistory, ILandingRoute>? Route { get; init; }

    /// <summary>What is done once every unit is complete; null for nothing.</summary>
    public Func<RunContext, RunState, IEvents, CancellationToken, Task<Diagnostic?>>? Propose { get; set; }

    /// <summary>Called once the target has its first commit.</summary>
    public Action<string> Begun { get; set; } = _ => { };

    /// <summary>How many of the events would survive if the process were killed now.</summary>
    public int Durable { get; private set; }

    /// <summary>Proofs of earlier runs.</summary>
    public IProofRecords? Proofs { get; init; }

    /// <summary>The disk under the worktrees; null for one without bounds.</summary>
    public IDisk? Disk { get; init; }

    public BudgetConfig Budget { get; init; } = BudgetConfig.None;

    public int Parallelism { get; init; } = 2;

    public TrainLimits Limits { get; init; } = new(Proofs: 2);

    public List<RunEvent> Events { get; } = [];

    /// <summary>What a person does when every unit has ended.</summary>
    public Action AfterLanding { get; set; } = () => { };

    /// <summary>Exceptions that nobody expected.</summary>
    public List<Exception> Bugs { get; } = [];

    public RunState State { get; private set; } = null!;

    /// <summary>What the target holds now.</summary>
    public ImmutableSortedDictionary<string, string> Target => Git.FilesOf(Git["main"]!);

    public void Append(IReadOnlyList<RunEvent> events, bool durable)
    {
        Events.AddRange(events);
        Durable = durable ? Events.Count : Durable;
    }

    /// <summary>A run with so many units u0, u1 ... that depend on nothing.</summary>
    public static MemoryRun Many(MemoryRun run, int units)
    {
        for (var i = 0; i < units; i++)
        {
            run.Unit($"u{i}", [], "true");
        }

        return run;
    }

    public MemoryRun File(string path, string text)
    {
        files[path] = text;
        return this;
    }

    /// <summary>A unit with a task for each gate; an empty one is the default gate.</summary>
    public MemoryRun Unit(string id, ImmutableArray<string> dependsOn, params ImmutableArray<string> gates)
    {
        units[id] = (dependsOn, gates);
        return this;
    }

    /// <summary>A line for the frontmatter of every task of a unit.</summary>
    public MemoryRun Says(string id, string line)
    {
        lines[id] = line;
        return this;
    }

    /// <summary>A line for the frontmatter of a unit's plan, and what stands below its heading.</summary>
    public MemoryRun Plan(string id, string line, string body = "")
    {
        plans[id] = (line, body);
        return this;
    }

    public IEnumerable<T> All<T>(string? unit = null)
        where T : EventData => Events.Where(e => unit is null || e.Unit == unit).Select(e => e.Data).OfType<T>();

    /// <summary>Runs to the end and returns the state's end.</summary>
    public async Task<EventData?> RunAsync(CancellationToken stop = default)
    {
        await LoopAsync(Begin(), stop);
        return State.End;
    }

    /// <summary>Resumes a run that was killed after these events of a unit's first task; its worktree is gone.</summary>
    public Task<EventData?> ResumeAfterAsync(string unit, params ImmutableArray<EventData> events)
    {
        Begin();
        ImmutableArray<EventData> all = [new UnitQueued(), new UnitStarted(1, 0), new UnitPrepared(State.Started.Base, State.Started.Base, "gone"), new TaskStarted("", ""), .. events];
        foreach (var data in all)
        {
            var e = new RunEvent(Events.Count + 1, DateTimeOffset.UnixEpoch, "run", unit, 1, data);
            Events.Add(e);
            State.Apply(e);
        }

        return ResumeAsync();
    }

    /// <summary>Resumes a run that was killed when so many of its events were on the disk.</summary>
    public Task<EventData?> ResumeKilledAsync(int events)
    {
        Events.RemoveRange(events, Events.Count - events);
        State = new RunState(State.Started);
        foreach (var e in Events)
        {
            State.Apply(e);
        }

        return ResumeAsync();
    }

    /// <summary>Resumes from the state that the last run left.</summary>
    public async Task<EventData?> ResumeAsync()
    {
        var e = new RunEvent(Events[^1].Seq + 1, DateTimeOffset.UnixEpoch, "run", null, null, new RunResumed(0));
        Events.Add(e);
        State.Apply(e);
        await LoopAsync(Read(), CancellationToken.None);
        return State.End;
    }

    private SpecSet Begin()
    {
        foreach (var (path, text) in units.SelectMany(unit => Specs(unit.Key, unit.Value.DependsOn, unit.Value.Gates)))
        {
            files[path] = text;
        }

        var first = Git.Commit(Git.WriteTree(MemoryGit.NoFiles.AddRange(files)), [], "init");
        Git["main"] = first;
        Begun(first);
        var set = Read();
        var started = new RunStarted
        {
            Version = "1",
            Target = "main",
            Base = first,
            TasksDir = "t",
            Parallelism = Parallelism,
            NoMerge = NoMerge,
            Units = [.. set.Units.Select(unit => new PlannedUnit(unit.Id, unit.Path, [.. unit.DependsOn], "agent", [.. unit.Tasks.Select(task => new PlannedTask(task.Number, task.Title, task.File, false))]))],
        };
        State = new RunState(started);
        return set;
    }

    private Task LoopAsync(SpecSet set, CancellationToken stop)
    {
        var agent = new AgentCommand("agent", AgentDialect.Command, ["/agent"]);
        var settings = new RunContext
        {
            Run = "run",
            Target = "main",
            TasksDir = "t",
            Config = Config,
            Baseline = Baseline,
            DefaultBackpressure = "true",
            Units = set.Units.ToDictionary(unit => unit.Id, StringComparer.Ordinal),
            AgentOf = set.Units.ToDictionary(unit => unit.Id, _ => agent, StringComparer.Ordinal),
            Reviewers = ImmutableDictionary<string, AgentCommand>.Empty.Add("reviewer", new AgentCommand("reviewer", AgentDialect.Codex, ["/reviewer"])),
            NoMerge = NoMerge,
            SpecsAt = State.Started.Base,
            Landed = [.. State.Units.Select(Landed.Of).OfType<Landed>()],
            OnTarget = ProvesTarget ? onTarget.Task : Task.FromResult<IReadOnlyDictionary<string, Evidence>>(ImmutableDictionary<string, Evidence>.Empty),
        };
        var ports = new FlowPorts(Worktrees, Landing, Agents, Gates, Worktrees) { Source = new MemorySource(), Projects = FindsGates ? new MemoryProjects(Git) : null, Proofs = Proofs, Disk = Disk, Diffs = new MemoryDiffs(Git) };
        var loop = new RunLoop(State, new RunLoopOptions
        {
            Run = "run",
            LastSeq = Events.Count == 0 ? 0 : Events[^1].Seq,
            Journal = this,
            OpenAsync = (_, _) => Task.FromResult(Work(settings, ports)),
            Clock = TimeProvider.System,
            Budget = Budget,
            Watch = (_, _) => { },
            Signal = () => RunSignal.SIGINT,
            Bug = Bugs.Add,
        });
        return loop.RunAsync(stop);
    }

    private RunWork Work(RunContext settings, FlowPorts ports)
    {
        var history = TargetHistory.Of(settings);
        var route = Route is not null ? Route(settings, history) : NoMerge ? new BranchRoute(Landing) : (ILandingRoute)new MergeRoute(Landing, history, "main");
        return new RunWork
        {
            Runner = new UnitRunner(settings, ports, history),
            Landing = new LandingRunner(settings, ports, history, route),
            Left = route.Leave,
            Queue = route.Queue(Limits, Git["main"]!),
            ProveTarget = ProvesTarget ? (events, token) => ProveTargetAsync(new TargetProof(settings, ports), events, token) : null,
            TargetFirst = Config.VerifyTarget == VerifyTarget.Before,
            ProposeAsync = Propose is { } propose ? (events, token) => propose(settings, State, events, token) : null,
            CloseAsync = async (events, token) =>
            {
                AfterLanding();
                foreach (var (unit, undone) in await new LandingCheck(Landing, history, "main").FindAsync(State.Units.Select(Landed.Of).OfType<Landed>(), token))
                {
                    await events.PostDurablyAsync(unit, null, undone);
                }
            },
        };
    }

    private async Task<Diagnostic?> ProveTargetAsync(TargetProof proof, IEvents events, CancellationToken stop)
    {
        var verdict = await proof.ProveAsync(events, stop);
        if (verdict.Problem("main") is { } problem && !Config.AllowRedTarget)
        {
            return problem;
        }

        onTarget.SetResult(TargetProof.ByCommand(verdict.Evidence));
        return null;
    }

    private SpecSet Read()
    {
        var folders = files.Where(file => file.Key.StartsWith("t/", StringComparison.Ordinal)).Select(file => (Parts: file.Key.Split('/'), file.Value))
            .GroupBy(file => file.Parts[1], file => (file.Parts[2], file.Value), StringComparer.Ordinal)
            .Select(unit => SpecText.Folder(unit.Key, [.. unit]));
        return SpecText.Read([.. folders]);
    }

    private IEnumerable<(string Path, string Text)> Specs(string id, ImmutableArray<string> dependsOn, ImmutableArray<string> gates)
    {
        var plan = plans.GetValueOrDefault(id, ("", ""));
        yield return ($"t/{id}/{Core.Specs.Unit.PlanFile}", SpecText.PlanOf(id, [.. dependsOn]).Replace("---\n# Plan\n", $"{plan.Item1}---\n# Plan\n{plan.Item2}", StringComparison.Ordinal));
        for (var number = 1; number <= gates.Length; number++)
        {
            var gate = gates[number - 1].Length > 0 ? $"backpressure: \"{gates[number - 1]}\"\n" : "";
            yield return ($"t/{id}/{number:00}-do.md", $"---\ntask: {number}\nstatus: pending\n{gate}{lines.GetValueOrDefault(id)}---\n# Task {number}\n");
        }
    }
}

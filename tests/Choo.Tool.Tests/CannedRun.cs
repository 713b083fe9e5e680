using System.Buffers;
using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.State;

namespace Choo.Tool.Tests;

/// <summary>Events as a run would tell them, a second apart, and the state they come to.</summary>
internal sealed class CannedRun
{
    public const string Id = "20260301-120000-abcd";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly List<RunEvent> events = [];
    private RunState? state;

    public IReadOnlyList<RunEvent> Events => events;

    public RunState State => state!;

    public DateTimeOffset Now => Noon.AddSeconds(events.Count);

    /// <summary>Told of each event after the state took it in.</summary>
    public Action<RunEvent, RunState> Watch { get; init; } = (_, _) => { };

    public static PlannedUnit Unit(string id, int tasks = 1, params string[] after) => new(
        id, $"specs/tasks/{id}", [.. after], "claude",
        [.. Enumerable.Range(1, tasks).Select(n => new PlannedTask(n, $"Step {n} of {id}", $"0{n}-step.md", false))]);

    public CannedRun Start(params PlannedUnit[] units) => Add(null, null, new RunStarted
    {
        Version = "1.2.3",
        Target = "main",
        Base = new string('b', 40),
        TasksDir = "specs/tasks",
        Parallelism = 2,
        Units = [.. units],
    });

    public CannedRun Add(string? unit, int? task, EventData data)
    {
        var e = new RunEvent(data is AgentActivity ? 0 : events.Count + 1, Now, Id, unit, task, data);
        if (data is RunStarted started)
        {
            state = new RunState(started);
            state.BeginAt(e.Time);
        }
        else if (data is not AgentActivity)
        {
            state!.Apply(e);
        }

        events.Add(e);
        Watch(e, state!);
        return this;
    }

    public CannedRun Begin(string unit, int tasks = 1) => Add(unit, null, new UnitQueued())
        .Add(unit, null, new UnitStarted(tasks, 0))
        .Add(unit, null, new UnitPrepared(new string('b', 40), new string('b', 40), $".choo/worktrees/{unit}"));

    public CannedRun Turn(string unit, int task, int attempt = 1, decimal? cost = 0.05m) => Add(unit, task, new TaskStarted($"Step {task} of {unit}", $"specs/tasks/{unit}/0{task}-step.md"))
        .Add(unit, task, new AgentInvoked(TurnPurpose.Task, "claude", attempt, $"{unit}-{task}-{attempt}-agent.log"))
        .Add(unit, task, new AgentDone(TurnPurpose.Task, "claude", attempt, new AgentOutcome
        {
            Verdict = AgentVerdict.Finished,
            ExitCode = 0,
            DurationMs = 12_300,
            Usage = new AgentUsage(10_000, 2_345, cost),
        }))
        .Add(unit, task, new BackpressureStarted("dotnet build", new string('e', 40)));

    public CannedRun Green(string unit, int task, int attempt = 1) => Add(unit, task, new ValidationPassed(Gate(0, $"{unit}-{task}-{attempt}-gate.log")))
        .Add(unit, task, new TaskCommitted(new string('c', 40), new string('e', 40), 2))
        .Add(unit, task, new TaskCompleted($"Step {task} of {unit}", attempt));

    public CannedRun Red(string unit, int task, int attempt = 1) => Add(unit, task, new ValidationFailed(
        attempt, AttemptFailure.Gate, "the gate exited with 1", Gate(1, $"{unit}-{task}-{attempt}-gate.log") with
        {
            Tail = "\e[31merror\e[0m in the build\n",
            Diagnostics = [new Diagnostic("CS1002", Severity.Error, $"src/{unit}/Thing.cs", 12, 34, "; expected")],
            FailedTests = [new TestFailure("Things.Tests.Thing_works", "Assert.Equal() Failure\nExpected: 1", $"tests/{unit}/ThingTests.cs", 7)],
        }));

    public CannedRun Land(string unit) => Add(unit, null, new BaselinePassed([Gate(0, $"{unit}-baseline.log") with { Gate = "build" }]))
        .Add(unit, null, new UnitVerified(new string('c', 40), new string('e', 40), new string('b', 40)))
        .Add(unit, null, new UnitLanding(new string('d', 40), new string('b', 40), new string('c', 40)))
        .Add(unit, null, new UnitMerged(new string('d', 40), "main", new string('c', 40), []))
        .Add(unit, null, new UnitCompleted(new string('d', 40), null));

    /// <summary>A unit's pull request is opened and waits for a review.</summary>
    public CannedRun Propose(string unit, int number) => Add(unit, null, new UnitVerified(new string('c', 40), new string('e', 40), new string('b', 40)))
        .Add(unit, null, new PullRequestPushing($"choo/{unit}", new string('d', 40), new string('b', 40)))
        .Add(unit, null, new PullRequestOpened(number, $"https://github.com/octo/app/pull/{number}", $"choo/{unit}", new string('d', 40)));

    public CannedRun Fail(string unit) => Add(unit, null, new UnitFailed(new Diagnostic(
        "CHOO4001", Severity.Error, $"specs/tasks/{unit}/01-step.md", 4, 15, "the gate stayed red for 3 attempts: dotnet build exited with 1")));

    public CannedRun Over() => Add(null, null, new RunFailed
    {
        Complete = State.Counts.Complete,
        Failed = State.Counts.Failed,
        Blocked = State.Counts.Blocked,
        Waiting = State.Counts.Waiting,
        DurationMs = 61_000,
    });

    /// <summary>One unit lands, one fails, one is blocked by it, one waits.</summary>
    public static CannedRun Mixed(Action<RunEvent, RunState>? watch = null) => new CannedRun { Watch = watch ?? ((_, _) => { }) }
        .Start(Unit("core", 2), Unit("parser"), Unit("api", 1, "parser"), Unit("docs"))
        .Begin("core", 2).Turn("core", 1).Green("core", 1).Begin("parser").Turn("parser", 1)
        .Red("parser", 1).Add("parser", 1, new TaskRetried(2, AttemptFailure.Gate)).Turn("core", 2).Red("core", 2).Add("core", 2, new TaskRetried(2, AttemptFailure.Gate))
        .Turn("core", 2, 2, 1.5m).Green("core", 2, 2).Land("core").Begin("docs").Turn("docs", 1, 1, null).Green("docs", 1)
        .Turn("parser", 1, 2).Red("parser", 1, 2)
        .Add("parser", null, new WorkSaved("refs/choo/backup/parser/1", new string('f', 40), "uncommitted work"))
        .Fail("parser").Add("api", null, new UnitBlocked(["parser"]))
        .Add("docs", null, new UnitVerified(new string('c', 40), new string('e', 40), new string('b', 40)))
        .Add("docs", null, new UnitWaiting(new Diagnostic("CHOO5001", Severity.Error, null, 0, 0, "the checkout of main is not clean: commit or stash, then resume")))
        .Over();

    /// <summary>The baseline fails on the target, in two gates over one compiler error; no unit is started.</summary>
    public static CannedRun RedTarget(Action<RunEvent, RunState>? watch = null)
    {
        Evidence Failed(string gate) => Gate(1, $"target-{gate}.log") with
        {
            Gate = gate,
            Command = $"dotnet {gate}",
            Diagnostics = [new Diagnostic("CS1002", Severity.Error, "src/Old.cs", 3, 4, "; expected")],
        };
        return new CannedRun { Watch = watch ?? ((_, _) => { }) }
            .Start(Unit("core", 2), Unit("parser", 1, "core"))
            .Add(null, null, new BaselineFailed([Failed("build"), Failed("test")]))
            .Add(null, null, new RunFailed
            {
                Blocked = 2,
                Reason = DiagnosticCodes.TargetRed.Because("the baseline already fails on main, so no unit was started; make it pass, or set baseline.allow_red_target: true"),
            });
    }

    /// <summary>One unit is verified and waits; nothing failed.</summary>
    public static CannedRun OnlyWaiting() => new CannedRun().Start(Unit("docs")).Begin("docs").Turn("docs", 1).Green("docs", 1)
        .Add("docs", null, new UnitVerified(new string('c', 40), new string('e', 40), new string('b', 40)))
        .Add("docs", null, new UnitWaiting(new Diagnostic("CHOO5001", Severity.Error, null, 0, 0, "the checkout of main is not clean")))
        .Over();

    /// <summary>Pull requests of all kinds: merged, waited for, asked for changes, closed; and a unit without one.</summary>
    public static CannedRun Proposed(Action<RunEvent, RunState>? watch = null)
    {
        var run = new CannedRun { Watch = watch ?? ((_, _) => { }) }.Start(Unit("core"), Unit("api", 1, "core"), Unit("web", 1, "core"), Unit("docs"), Unit("site", 1, "web"));
        foreach (var (unit, number) in new[] { ("core", 11), ("api", 12), ("web", 13), ("docs", 14) })
        {
            run = run.Begin(unit).Turn(unit, 1).Green(unit, 1).Propose(unit, number);
        }

        return run.Add("core", null, new PullRequestReviewed(11, PullRequestStatus.Approved))
            .Add("core", null, new PullRequestMerged(11, new string('f', 40)))
            .Add("core", null, new UnitMerged(new string('f', 40), "main", new string('d', 40), []))
            .Add("core", null, new UnitCompleted(new string('f', 40), null))
            .Add("web", null, new PullRequestFeedback(13, 1, Noon, [new FeedbackItem(FeedbackKind.Thread, "t", "ann", "rename it")]))
            .Add("docs", null, new UnitWaiting(DiagnosticCodes.PullRequestClosed.Because("docs: pull request #14 was closed without a merge")))
            .Over();
    }

    /// <summary>A run of a feature whose pull request is open.</summary>
    public static CannedRun OfFeature()
    {
        var run = new CannedRun().Add(null, null, new RunStarted
        {
            Version = "1.2.3",
            Target = "feature/shop",
            Base = new string('b', 40),
            TasksDir = "specs/tasks",
            Parallelism = 2,
            Feature = "shop",
            FeatureTarget = "main",
            Units = [Unit("core") with { Issue = "#12" }],
        });
        return run.Begin("core").Turn("core", 1).Green("core", 1).Land("core")
            .Add(null, null, new FeatureProposed(21, "https://github.com/octo/app/pull/21", "feature/shop", "main", new string('d', 40)))
            .Add(null, null, new RunCompleted(1, 9_000));
    }

    public RunReport Report(string? folder = ".choo/runs/" + Id) => new(State.Counts.ExitCode, State, folder, []);

    /// <summary>Writes the journal where choo looks for it.</summary>
    public CannedRun Save(string root, string id = Id)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, ".choo", "runs", id)).FullName;
        File.WriteAllBytes(Path.Combine(folder, "events.jsonl"), Json());
        return this;
    }

    public byte[] Json()
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var e in events.Where(e => e.Seq > 0))
        {
            EventJson.WriteLine(buffer, e);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static Evidence Gate(int exitCode, string log) => new()
    {
        Gate = "backpressure",
        Command = "dotnet build",
        Tree = new string('e', 40),
        ExitCode = exitCode,
        DurationMs = 3_210,
        OutputDigest = new string('0', 64),
        Log = log,
    };
}

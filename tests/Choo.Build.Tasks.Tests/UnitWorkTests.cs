using System.Buffers;
using System.Globalization;
using System.Text;
using Choo.Build.Tasks.Mapping;
using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.State;
using Xunit;

namespace Choo.Build.Tasks.Tests;

/// <summary>A build's items and the tool's own state are made of the same journal and must say the same numbers.</summary>
public sealed class UnitWorkTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly RunStarted Started = new()
    {
        Version = "1",
        Target = "main",
        Base = "b",
        TasksDir = "t",
        Parallelism = 2,
        Units = [Planned("a"), Planned("b"), Planned("c", "a")],
    };

    private readonly RunEvents events = new();
    private readonly RunState state = new(Started);
    private long seq;

    public UnitWorkTests()
    {
        state.BeginAt(Noon);
        Take(new RunEvent(++seq, Noon, "r", null, null, Started));
    }

    [Fact]
    public void A_stop_and_a_resume_hours_later_count_as_the_tool_counts_them()
    {
        At(10, "a", new UnitStarted(2, 0));
        Turn(11, "a", green: false);
        Turn(15, "a", green: true);
        At(20, null, new RunInterrupted(RunSignal.SIGINT));
        At(40_000, null, new RunResumed(0));
        At(40_005, "a", new UnitStarted(2, 1));
        Turn(40_006, "a", green: true);
        At(40_010, "a", new AgentInvoked(TurnPurpose.Baseline, "claude", 1, "log"));
        At(40_011, "a", Done(TurnPurpose.Baseline));
        At(40_012, "a", new UnitVerified("c", "t", "b"));
        At(40_013, "a", new AgentInvoked(TurnPurpose.Conflict, "claude", 1, "log"));
        At(40_014, "a", Done(TurnPurpose.Conflict));
        At(40_025, "a", new UnitCompleted("c", null));
        At(40_026, null, new RunCompleted(1, 1));

        Assert.Equal("3 1 1 30.000", Items()["a"]);
        Assert.Equal("0 0 0 ", Items()["b"]);
        Agree();
    }

    [Fact]
    public void A_run_that_was_killed_worked_until_its_newest_event_and_a_verified_unit_lands_from_the_resume_on()
    {
        At(10, "a", new UnitStarted(1, 0));
        At(15, "a", new UnitVerified("c", "t", "b"));
        At(40_000, null, new RunResumed(0));
        At(40_003, "a", new UnitCompleted("c", null));

        Assert.Equal("0 0 0 8.000", Items()["a"]);
        Agree();
    }

    [Fact]
    public void Waiting_for_a_provider_is_no_work_and_its_turn_no_attempt()
    {
        At(0, "a", new UnitStarted(2, 0));
        At(1, "a", new AgentInvoked(TurnPurpose.Task, "claude", 1, "log"));
        At(2, "a", Done(TurnPurpose.Task, AgentVerdict.LimitReached));
        At(10, "a", new UnitPaused("claude"));
        Turn(1000, "a", green: true);

        Assert.Equal("1 0 0 13.000", Items()["a"]);
        Agree();
    }

    [Fact]
    public void A_turn_that_is_judged_again_or_only_by_its_commit_is_one_attempt()
    {
        At(0, "a", new UnitStarted(2, 0));
        Turn(1, "a", green: true);
        At(100, null, new RunResumed(0));
        At(101, "a", new UnitStarted(2, 0));
        At(102, "a", new ValidationPassed(Gate(0)));
        At(103, "b", new UnitStarted(2, 0));
        At(104, "b", new AgentInvoked(TurnPurpose.Task, "claude", 1, "log"));
        At(105, "b", Done(TurnPurpose.Task));
        At(200, null, new RunResumed(0));
        At(201, "b", new TaskCommitted("c", "t", 1));

        Assert.Equal(("1 0 0 8.000", "1 0 0 2.000"), (Items()["a"], Items()["b"]));
        Agree();
    }

    [Fact]
    public void Any_journal_gives_the_numbers_that_the_tool_makes_of_it()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var both = new UnitWorkTests();
            var random = new Random(seed);
            var second = 0;
            for (var length = random.Next(80); length > 0; length--)
            {
                second += random.Next(4) == 0 ? random.Next(50_000) : random.Next(10);
                both.At(second, random.Next(6) == 0 ? null : "abc"[random.Next(3)].ToString(), random);
            }

            both.Agree($"seed {seed}");
        }
    }

    private static PlannedUnit Planned(string id, params string[] needs) => new(id, $"t/{id}", [.. needs], "claude", [new PlannedTask(1, "One", "01.md", false)]);

    private static AgentDone Done(TurnPurpose purpose, AgentVerdict verdict = AgentVerdict.Finished) =>
        new(purpose, "claude", 1, new AgentOutcome { Verdict = verdict, ExitCode = 0, DurationMs = 2000, Usage = AgentUsage.None });

    private static Evidence Gate(int exitCode) => new() { Gate = "backpressure", Command = "c", Tree = "t", ExitCode = exitCode, DurationMs = 1000, OutputDigest = "" };

    private static EventData OfRun(Random random) => random.Next(5) switch
    {
        0 => new RunInterrupted(RunSignal.SIGINT),
        1 => new RunFailed(),
        2 => new RunResumed(0) { Retry = random.Next(3) == 0 ? "b" : null },
        3 => new SpecsUpdated("c", [new ChangedUnit(Planned("b"), ["01.md"])], []),
        _ => new BaselinePassed([]),
    };

    private static EventData OfUnit(Random random) => random.Next(18) switch
    {
        0 or 1 => new UnitStarted(1, 0),
        2 => new UnitQueued(),
        3 => new UnitPaused("claude"),
        4 => new UnitVerified("c", "t", "b"),
        5 => new UnitCompleted("c", null),
        6 => new UnitFailed(DiagnosticCodes.BackpressureFailed.Because("red")),
        7 => new UnitWaiting(DiagnosticCodes.CheckoutInTheWay.Because("in the way")),
        8 => new UnitUndone(DiagnosticCodes.LandingTakenBack.Because("taken back"), random.Next(2) == 0),
        9 => new UnitRestarted("it conflicts"),
        10 => new AgentInvoked(TurnPurpose.Task, "claude", 1, "log"),
        11 => Done(random.Next(3) switch { 0 => TurnPurpose.Baseline, 1 => TurnPurpose.Conflict, _ => TurnPurpose.Task }),
        12 => Done(TurnPurpose.Task, AgentVerdict.OverBudget),
        13 => new ValidationPassed(Gate(0)),
        14 => new ValidationFailed(1, AttemptFailure.Gate, "red", Gate(1)),
        15 => new UnitReturned("c", "b"),
        16 => new UnitConflict(["f"], "b"),
        _ => new TaskCommitted("c", "t", 1),
    };

    private static string Line(int attempts, int fixes, int conflicts, TimeSpan? worked) =>
        string.Create(CultureInfo.InvariantCulture, $"{attempts} {fixes} {conflicts} {worked?.TotalSeconds:0.000}");

    private Dictionary<string, string> Items() => events.ToItems().ToDictionary(item => item.ItemSpec, item => string.Join(
        ' ', new[] { "Attempts", "FixTurns", "ConflictTurns", "DurationSeconds" }.Select(item.GetMetadata)));

    private void Agree(string journal = "")
    {
        var items = Items();
        foreach (var unit in state.Units)
        {
            Assert.Equal($"{journal} {unit.Id} {Line(unit.Attempts, unit.FixTurns, unit.ConflictTurns, state.WorkedOn(unit))}", $"{journal} {unit.Id} {items[unit.Id]}");
            Assert.Equal($"{journal} {unit.Id} {unit.State.Name()}", $"{journal} {unit.Id} {events.Units.Single(each => each.Id == unit.Id).State}");
        }
    }

    private void Turn(int at, string unit, bool green)
    {
        At(at, unit, new AgentInvoked(TurnPurpose.Task, "claude", 1, "log"));
        At(at + 2, unit, Done(TurnPurpose.Task));
        At(at + 3, unit, green ? new ValidationPassed(Gate(0)) : new ValidationFailed(1, AttemptFailure.Gate, "red", Gate(1)));
        if (green)
        {
            At(at + 3, unit, new TaskCommitted("c", "t", 1));
        }
    }

    private void At(int seconds, string? unit, Random random) => At(seconds, unit, unit is null ? OfRun(random) : OfUnit(random));

    private void At(int seconds, string? unit, EventData data)
    {
        var e = new RunEvent(++seq, Noon.AddSeconds(seconds), "r", unit, unit is null ? null : 1, data);
        state.Apply(e);
        Take(e);
    }

    private void Take(RunEvent e)
    {
        var buffer = new ArrayBufferWriter<byte>();
        EventJson.WriteLine(buffer, e);
        foreach (var _ in events.Take(Json.Parse(Encoding.UTF8.GetString(buffer.WrittenSpan))!.Value))
        {
            // What is told is another test's matter.
        }
    }
}

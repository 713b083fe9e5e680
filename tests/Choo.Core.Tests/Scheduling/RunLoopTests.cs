using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.Scheduling;
using Choo.Core.State;
using Choo.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Choo.Core.Tests.Scheduling;

public sealed class RunLoopTests
{
    private sealed class Journal : IJournal
    {
        public List<RunEvent> Events { get; } = [];

        public Func<RunEvent, bool> Breaks { get; init; } = _ => false;

        public void Append(IReadOnlyList<RunEvent> events, bool durable)
        {
            if (events.Any(Breaks))
            {
                throw new PortException(DiagnosticCodes.CannotWrite.Because("the disk is full"));
            }

            Events.AddRange(events);
        }
    }

    private sealed class Runner : IUnitRunner, ILandingRunner
    {
        public Func<UnitAssignment, IEvents, CancellationToken, Task> Work { get; init; } = (unit, events, _) =>
        {
            events.Post(unit.Id, null, new UnitVerified("tip", "tree", "base"));
            return Task.CompletedTask;
        };

        public Action<string> Landed { get; init; } = _ => { };

        private int ended;

        public int Ended => ended;

        public async Task WorkAsync(UnitAssignment unit, IEvents events, CancellationToken cancellationToken)
        {
            try
            {
                await Work(unit, events, cancellationToken);
            }
            finally
            {
                Interlocked.Increment(ref ended);
            }
        }

        public Task<CouplingOutcome> MergeAsync(UnitAssignment unit, TrainCommand.Merge merge, IEvents events, CancellationToken cancellationToken) =>
            Task.FromResult<CouplingOutcome>(new CouplingOutcome.Merged($"{merge.Onto}+{unit.Id}", "base"));

        public Task<ProofOutcome> ProveAsync(ProofRequest request, IEvents events, CancellationToken cancellationToken) => Task.FromResult(ProofOutcome.Passed);

        public Task<LandingResult> LandAsync(TrainCommand.Land land, ImmutableArray<UnitAssignment> units, IEvents events, CancellationToken cancellationToken)
        {
            foreach (var unit in units)
            {
                events.Post(unit.Id, null, new UnitCompleted("merge", null));
                Landed(unit.Id);
            }

            return Task.FromResult<LandingResult>(new LandingResult.Landed());
        }
    }

    private readonly Journal journal = new();
    private readonly List<Exception> bugs = [];

    private static RunStarted Started(int units) => new()
    {
        Version = "1",
        Target = "main",
        Base = "base",
        TasksDir = "specs/tasks",
        Parallelism = 2,
        Units = [.. Enumerable.Range(0, units).Select(i => new PlannedUnit($"u{i}", $"specs/tasks/u{i}", [], "claude", []))],
    };

    private static RunWork Work(Runner runner) => new()
    {
        Runner = runner,
        Landing = runner,
        Queue = new Train(new TrainLimits(2), "base"),
        CloseAsync = (_, _) => Task.CompletedTask,
    };

    private RunLoopOptions Options(Runner runner, Func<IEvents, CancellationToken, Task>? close = null, IJournal? other = null) =>
        Options(Work(runner) with { CloseAsync = close ?? ((_, _) => Task.CompletedTask) }, other);

    private RunLoopOptions Options(RunWork work, IJournal? other = null) => new()
    {
        Run = "run",
        LastSeq = 0,
        Journal = other ?? journal,
        OpenAsync = (_, _) => Task.FromResult(work),
        Clock = TimeProvider.System,
        Watch = (_, _) => { },
        Signal = () => RunSignal.SIGINT,
        Bug = bugs.Add,
    };

    [Fact(Timeout = 30000)]
    public async Task A_run_ends_with_its_summary()
    {
        var state = new RunState(Started(5));
        await new RunLoop(state, Options(new Runner())).RunAsync(CancellationToken.None);
        Assert.Equal(5, Assert.IsType<RunCompleted>(state.End).Complete);
        Assert.Equal(Enumerable.Range(1, journal.Events.Count).Select(n => (long)n), journal.Events.Select(e => e.Seq));
    }

    [Fact(Timeout = 30000)]
    [Incident("W3", "a unit's flow throws an exception")]
    public async Task A_bug_in_a_units_flow_fails_that_unit_only()
    {
        var state = new RunState(Started(2));
        var runner = new Runner
        {
            Work = (unit, events, _) =>
            {
                if (unit.Id == "u0")
                {
                    throw new InvalidOperationException("a bug");
                }

                events.Post(unit.Id, null, new UnitVerified("tip", "tree", "base"));
                return Task.CompletedTask;
            },
        };

        await new RunLoop(state, Options(runner)).RunAsync(CancellationToken.None);

        Assert.Equal((1, 1), (state.Counts.Complete, state.Counts.Failed));
        Assert.Equal(DiagnosticCodes.Internal.Id, state.Unit("u0").Failure!.Code);
        Assert.Single(bugs);
    }

    [Fact(Timeout = 30000)]
    public async Task A_bug_at_the_very_end_is_said_and_the_run_ends_all_the_same()
    {
        var state = new RunState(Started(1));
        await new RunLoop(state, Options(new Runner(), (_, _) => throw new InvalidOperationException("a bug"))).RunAsync(CancellationToken.None);
        Assert.IsType<RunCompleted>(state.End);
        Assert.Contains(journal.Events, e => e.Data is DiagnosticReported noted && noted.Diagnostic.Code == DiagnosticCodes.Internal.Id);
        Assert.Single(bugs);
    }

    [Fact(Timeout = 30000)]
    public async Task A_unit_that_is_added_while_another_works_is_done_too()
    {
        var state = new RunState(Started(1));
        var runner = new Runner
        {
            Work = (unit, events, _) =>
            {
                events.Post(null, null, new UnitsAdded("later", Started(2).Units));
                events.Post(unit.Id, null, new UnitVerified("tip", "tree", "base"));
                return Task.CompletedTask;
            },
        };

        await new RunLoop(state, Options(runner)).RunAsync(CancellationToken.None);

        Assert.Equal(2, Assert.IsType<RunCompleted>(state.End).Complete);
        Assert.Equal(2, runner.Ended);
    }

    [Fact(Timeout = 30000)]
    public async Task A_unit_that_comes_when_the_run_is_about_to_end_is_left_for_the_next_one()
    {
        var state = new RunState(Started(1));
        var late = new UnitsAdded("later", Started(2).Units);

        await new RunLoop(state, Options(new Runner(), (events, _) => events.PostDurablyAsync(null, null, late))).RunAsync(CancellationToken.None);

        Assert.Equal(1, Assert.IsType<RunCompleted>(state.End).Complete);
        Assert.DoesNotContain(journal.Events, e => e.Data is UnitsAdded);
    }

    [Fact(Timeout = 30000)]
    public async Task A_unit_that_waits_for_a_lock_is_said_so_and_starts_when_the_lock_is_free()
    {
        var started = Started(2);
        var state = new RunState(started with { Units = [.. started.Units.Select(unit => unit with { Locks = ["db"] })] });

        await new RunLoop(state, Options(new Runner())).RunAsync(CancellationToken.None);

        Assert.Equal(new UnitLocked("db", "u0"), Assert.Single(journal.Events, e => e.Data is UnitLocked).Data);
        Assert.Equal(
            ["u0 unit.started", "u0 unit.completed", "u1 unit.started", "u1 unit.completed"],
            journal.Events.Where(e => e.Data is UnitStarted or UnitCompleted).Select(e => $"{e.Unit} {e.Type}"));
    }

    [Fact(Timeout = 30000)]
    public async Task A_stop_waits_for_what_runs_and_says_interrupted()
    {
        using var stop = new CancellationTokenSource();
        var state = new RunState(Started(4));
        var runner = new Runner
        {
            Work = async (_, _, token) =>
            {
                await stop.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            },
        };

        await new RunLoop(state, Options(runner)).RunAsync(stop.Token);

        Assert.Equal(RunSignal.SIGINT, Assert.IsType<RunInterrupted>(state.End).Signal.Known);
        Assert.Equal(journal.Events.Count(e => e.Data is UnitStarted), runner.Ended);
        Assert.IsType<RunInterrupted>(journal.Events[^1].Data);
    }

    [Fact(Timeout = 30000)]
    public async Task What_is_posted_durably_is_in_the_journal_when_the_wait_is_over()
    {
        var state = new RunState(Started(1));
        var seen = false;
        var runner = new Runner
        {
            Work = async (unit, events, _) =>
            {
                await events.PostDurablyAsync(unit.Id, null, new UnitPrepared("base", "tip", "1"));
                seen = journal.Events.Any(e => e.Data is UnitPrepared);
                events.Post(unit.Id, null, new UnitVerified("tip", "tree", "base"));
            },
        };

        await new RunLoop(state, Options(runner)).RunAsync(CancellationToken.None);

        Assert.True(seen);
    }

    [Fact(Timeout = 30000)]
    public async Task A_journal_that_cannot_be_written_ends_what_runs_before_it_ends_the_run()
    {
        var state = new RunState(Started(2));
        var broken = new Journal { Breaks = e => e.Data is UnitPrepared };
        var runner = new Runner
        {
            Work = async (unit, events, token) =>
            {
                if (unit.Id == "u0")
                {
                    await events.PostDurablyAsync(unit.Id, null, new UnitPrepared("base", "tip", "1"));
                }

                await Task.Delay(Timeout.Infinite, token);
            },
        };

        var failure = await Assert.ThrowsAsync<PortException>(() => new RunLoop(state, Options(runner, other: broken)).RunAsync(CancellationToken.None));

        Assert.Equal(DiagnosticCodes.CannotWrite.Id, failure.Diagnostic.Code);
        Assert.Equal(2, runner.Ended);
    }

    [Fact(Timeout = 30000)]
    public async Task A_proof_begins_when_it_has_waited_long_enough_for_the_units_at_work()
    {
        var clock = new FakeTimeProvider();
        var (runner, landed, go) = OneThatWorksOn();
        var run = new RunLoop(new RunState(Started(2)), Lingering(runner, clock)).RunAsync(CancellationToken.None);

        await clock.AdvanceUntilAsync(landed);
        go.SetResult();
        await run;

        Assert.True(clock.GetUtcNow() - clock.Start >= TimeSpan.FromSeconds(5));
    }

    [Fact(Timeout = 30000)]
    public async Task A_proof_whose_time_is_over_while_the_alarm_is_set_begins()
    {
        // The proof may wait when it is asked for, and no more when the alarm is set.
        var (runner, landed, go) = OneThatWorksOn();
        var run = new RunLoop(new RunState(Started(2)), Lingering(runner, new HastyClock())).RunAsync(CancellationToken.None);

        await landed;
        go.SetResult();
        await run;
    }

    [Fact(Timeout = 30000)]
    public async Task A_proof_that_another_unit_waits_for_begins_at_once()
    {
        var (runner, landed, go) = OneThatWorksOn();
        var started = Started(3);
        started = started with { Units = started.Units.SetItem(2, started.Units[2] with { DependsOn = ["u0"] }) };
        var run = new RunLoop(new RunState(started), Lingering(runner, new FakeTimeProvider())).RunAsync(CancellationToken.None);

        await landed;
        go.SetResult();
        await run;
    }

    [Fact(Timeout = 30000)]
    public async Task A_proof_begins_at_once_when_no_unit_is_at_work()
    {
        var state = new RunState(Started(1));
        await new RunLoop(state, Lingering(new Runner(), new FakeTimeProvider())).RunAsync(CancellationToken.None);
        Assert.IsType<RunCompleted>(state.End);
    }

    /// <summary>A clock that moves on by six seconds with every look at it, and whose timers never fire.</summary>
    private sealed class HastyClock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref now, 6 * TimeSpan.TicksPerSecond);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new FakeTimeProvider().CreateTimer(callback, state, dueTime, period);
    }

    private RunLoopOptions Lingering(Runner runner, TimeProvider clock) =>
        Options(Work(runner) with { Queue = new Train(new TrainLimits(1, Batch: 8, Linger: TimeSpan.FromSeconds(5)), "base") }) with { Clock = clock };

    /// <summary>The unit u0 is done with its tasks at once and u1 when it is told to; says when u0 has landed.</summary>
    private static (Runner Runner, Task Landed, TaskCompletionSource Go) OneThatWorksOn()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var landed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var runner = new Runner
        {
            Work = async (unit, events, _) =>
            {
                if (unit.Id == "u1")
                {
                    await go.Task;
                }

                events.Post(unit.Id, null, new UnitVerified("tip", "tree", "base"));
            },
            Landed = unit =>
            {
                if (unit == "u0")
                {
                    landed.TrySetResult();
                }
            },
        };
        return (runner, landed.Task, go);
    }
}

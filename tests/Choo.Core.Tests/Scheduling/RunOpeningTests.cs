using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.Scheduling;
using Choo.Core.State;
using Xunit;

namespace Choo.Core.Tests.Scheduling;

/// <summary>The loop records a run from its first event, while what comes before the first unit is still under way.</summary>
public sealed class RunOpeningTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private sealed class Ports : IJournal, IUnitRunner, ILandingRunner
    {
        public List<RunEvent> Events { get; } = [];

        public bool IsFull { get; init; }

        public void Append(IReadOnlyList<RunEvent> events, bool durable)
        {
            if (IsFull)
            {
                throw new PortException(DiagnosticCodes.CannotWrite.Because("the disk is full"));
            }

            Events.AddRange(events);
        }

        public Task WorkAsync(UnitAssignment unit, IEvents events, CancellationToken cancellationToken)
        {
            events.Post(unit.Id, null, new UnitFailed(DiagnosticCodes.Internal.Because("done")));
            return Task.CompletedTask;
        }

        public Task<CouplingOutcome> MergeAsync(UnitAssignment unit, TrainCommand.Merge merge, IEvents events, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ProofOutcome> ProveAsync(ProofRequest request, IEvents events, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<LandingResult> LandAsync(TrainCommand.Land land, ImmutableArray<UnitAssignment> units, IEvents events, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private readonly RunState state = new(new RunStarted
    {
        Version = "1",
        Target = "main",
        Base = "base",
        TasksDir = "t",
        Parallelism = 2,
        Units = [new PlannedUnit("a", "t/a", [], "claude", [])],
    });

    private static RunWork Work(Ports ports) => new()
    {
        Runner = ports,
        Landing = ports,
        Queue = new Train(new TrainLimits(2), "base"),
        Providers = ImmutableDictionary<string, string>.Empty.Add("a", "codex"),
        CloseAsync = (_, _) => Task.CompletedTask,
    };

    private RunLoop Loop(Ports ports, Func<IEvents, CancellationToken, Task<RunWork>> open) => new(state, new RunLoopOptions
    {
        Run = "run",
        LastSeq = 0,
        Journal = ports,
        OpenAsync = open,
        Clock = TimeProvider.System,
        Watch = (_, _) => { },
        Signal = () => RunSignal.SIGTERM,
        Bug = _ => { },
    });

    [Fact(Timeout = 30000)]
    public async Task What_is_posted_before_the_loop_runs_comes_first_and_no_unit_starts_before_the_run_is_open()
    {
        var ports = new Ports();
        var loop = Loop(ports, async (events, _) =>
        {
            await events.PostDurablyAsync(null, null, new WorktreeCreated("1"));
            Assert.Equal(["orch.started", "worktree.created"], ports.Events.Select(e => e.Type));
            return Work(ports);
        });
        loop.Events.Post(null, null, state.Started);

        await loop.RunAsync(CancellationToken.None);

        Assert.Equal(["orch.started", "worktree.created", "unit.queued", "unit.started", "unit.failed", "orch.failed"], ports.Events.Select(e => e.Type));
        Assert.Equal([1, 2, 3, 4, 5, 6], ports.Events.Select(e => e.Seq));
        Assert.Equal("codex", state.Unit("a").Provider);
    }

    [Fact(Timeout = 30000)]
    public async Task What_an_earlier_start_did_gets_the_time_that_it_is_given_and_counts_although_the_unit_had_ended()
    {
        var ports = new Ports();
        RunLoop loop = null!;
        loop = Loop(ports, async (events, _) =>
        {
            await events.PostDurablyAsync("a", null, new UnitWaiting(DiagnosticCodes.CheckoutInTheWay.Because("in the way")));
            await events.PostDurablyAsync("a", null, new UnitCompleted("late", null));
            Assert.Equal(UnitState.Waiting, state.Unit("a").State);
            await loop.PostFoundAsync("a", null, new UnitCompleted("merge", null), Noon);
            Assert.Equal(UnitState.Complete, state.Unit("a").State);
            return Work(ports);
        });

        await loop.RunAsync(CancellationToken.None);

        Assert.Equal(Noon, Assert.Single(ports.Events, e => e.Data is UnitCompleted).Time);
        Assert.IsType<RunCompleted>(state.End);
    }

    [Theory(Timeout = 30000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stop_while_it_opens_is_recorded_where_the_journal_has_its_beginning(bool hasBegun)
    {
        var ports = new Ports();
        using var stop = new CancellationTokenSource();
        var loop = Loop(ports, async (_, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return Work(ports);
        });
        if (hasBegun)
        {
            loop.Events.Post(null, null, state.Started);
        }

        await loop.RunAsync(stop.Token);

        Assert.Equal(hasBegun, loop.HasBegun);
        Assert.Equal(hasBegun ? "orch.started orch.interrupted" : "", string.Join(' ', ports.Events.Select(e => e.Type)));
    }

    [Fact(Timeout = 30000)]
    public async Task What_the_opening_throws_ends_the_loop()
    {
        var ports = new Ports();
        var loop = Loop(ports, (_, _) => throw new PortException(DiagnosticCodes.CannotWrite.Because("no room")));
        loop.Events.Post(null, null, state.Started);

        var failure = await Assert.ThrowsAsync<PortException>(() => loop.RunAsync(CancellationToken.None));

        Assert.Equal("no room", failure.Diagnostic.Message);
        Assert.Equal(["orch.started"], ports.Events.Select(e => e.Type));
    }

    [Fact(Timeout = 30000)]
    public async Task A_journal_that_cannot_be_written_lets_the_opening_go()
    {
        var ports = new Ports { IsFull = true };
        var ended = false;
        var loop = Loop(ports, async (events, _) =>
        {
            try
            {
                await events.PostDurablyAsync(null, null, new WorktreeCreated("1"));
                return Work(ports);
            }
            finally
            {
                ended = true;
            }
        });

        await Assert.ThrowsAsync<PortException>(() => loop.RunAsync(CancellationToken.None));

        Assert.True(ended);
    }
}

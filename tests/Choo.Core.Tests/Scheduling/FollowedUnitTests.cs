using System.Collections.Concurrent;
using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.Scheduling;
using Choo.Core.State;
using Xunit;

namespace Choo.Core.Tests.Scheduling;

/// <summary>Units whose route brings them on outside the queue, as one does that waits for an answer from elsewhere.</summary>
public sealed class FollowedUnitTests
{
    private readonly TaskCompletionSource othersLanded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Unit a leaves the queue, at its landing or already as it joins; all others land at once.</summary>
    private sealed class Ports(Func<IEvents, CancellationToken, Task> follow) : IJournal, IUnitRunner, ILandingRunner
    {
        public Action<string> Landed { get; init; } = _ => { };

        /// <summary>Whether an earlier start of the run began what is followed.</summary>
        public bool IsBegun { get; init; }

        public ConcurrentQueue<string> Worked { get; } = [];

        public List<RunEvent> Events { get; } = [];

        public void Append(IReadOnlyList<RunEvent> events, bool durable) => Events.AddRange(events);

        public Task WorkAsync(UnitAssignment unit, IEvents events, CancellationToken cancellationToken)
        {
            Worked.Enqueue(unit.Id);
            events.Post(unit.Id, null, new UnitVerified($"tip{Worked.Count}", "tree", "base"));
            return Task.CompletedTask;
        }

        public Task<CouplingOutcome> MergeAsync(UnitAssignment unit, TrainCommand.Merge merge, IEvents events, CancellationToken cancellationToken) => Task.FromResult<CouplingOutcome>(
            IsBegun && unit.Id == "a" ? new CouplingOutcome.Ended { Follow = stop => follow(events, stop) } : new CouplingOutcome.Merged($"{merge.Onto}+{merge.Tip}", "base"));

        public Task<ProofOutcome> ProveAsync(ProofRequest request, IEvents events, CancellationToken cancellationToken) => Task.FromResult(ProofOutcome.Passed);

        public Task<LandingResult> LandAsync(TrainCommand.Land land, ImmutableArray<UnitAssignment> units, IEvents events, CancellationToken cancellationToken)
        {
            if (units.Any(unit => unit.Id == "a") && Worked.Count(unit => unit == "a") == 1)
            {
                return Task.FromResult<LandingResult>(new LandingResult.Left { Follow = stop => follow(events, stop) });
            }

            foreach (var unit in units)
            {
                events.Post(unit.Id, null, new UnitCompleted(land.To, null));
                Landed(unit.Id);
            }

            return Task.FromResult<LandingResult>(new LandingResult.Landed());
        }
    }

    private static RunState State(params string[] units) => new(new RunStarted
    {
        Version = "1",
        Target = "main",
        Base = "base",
        TasksDir = "t",
        Parallelism = 2,
        Units = [.. units.Select(unit => new PlannedUnit(unit, $"t/{unit}", [], "claude", []))],
    });

    private static Task RunAsync(RunState state, Ports ports, CancellationToken stop = default) => new RunLoop(state, new RunLoopOptions
    {
        Run = "run",
        LastSeq = 0,
        Journal = ports,
        OpenAsync = (_, _) => Task.FromResult(new RunWork
        {
            Runner = ports,
            Landing = ports,
            Queue = new Train(new TrainLimits(1), "base"),
            CloseAsync = (_, _) => Task.CompletedTask,
        }),
        Clock = TimeProvider.System,
        Watch = (_, _) => { },
        Signal = () => RunSignal.SIGTERM,
        Bug = _ => { },
    }).RunAsync(stop);

    [Theory(Timeout = 30000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Others_land_while_a_route_brings_a_unit_on(bool isBegun)
    {
        var state = State("a", "b");
        var ports = new Ports(async (events, _) =>
        {
            await othersLanded.Task;
            events.Post("a", null, new UnitCompleted("merged elsewhere", null));
        })
        {
            IsBegun = isBegun,
            Landed = _ => othersLanded.TrySetResult(),
        };

        await RunAsync(state, ports);

        Assert.Equal(2, Assert.IsType<RunCompleted>(state.End).Complete);
        Assert.Equal("merged elsewhere", state.Unit("a").Commit);
        Assert.Equal("base+tip", state.Unit("b").Commit![..8]);
    }

    [Fact(Timeout = 30000)]
    public async Task A_unit_that_its_route_sends_back_has_another_turn_and_joins_the_queue_again()
    {
        var state = State("a");
        var ports = new Ports((events, _) =>
        {
            events.Post("a", null, new UnitReturned("base+tip1", "base"));
            return Task.CompletedTask;
        });

        await RunAsync(state, ports);

        Assert.Equal(["a", "a"], ports.Worked);
        Assert.Equal("base+tip2", state.Unit("a").Commit);
    }

    [Fact(Timeout = 30000)]
    public async Task What_a_route_throws_outside_the_queue_fails_its_unit_alone()
    {
        var state = State("a", "b");
        var ports = new Ports(async (_, _) =>
        {
            await othersLanded.Task;
            throw new PortException(DiagnosticCodes.CannotWrite.Because("not reached"));
        })
        {
            Landed = _ => othersLanded.TrySetResult(),
        };

        await RunAsync(state, ports);

        Assert.Equal((UnitState.Failed, UnitState.Complete), (state.Unit("a").State, state.Unit("b").State));
    }

    [Fact(Timeout = 30000)]
    public async Task A_stop_ends_what_a_route_does_and_the_unit_goes_on_with_the_next_start()
    {
        using var stop = new CancellationTokenSource();
        var state = State("a");
        var ports = new Ports(async (_, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        });

        await RunAsync(state, ports, stop.Token);

        Assert.IsType<RunInterrupted>(state.End);
        Assert.Equal(UnitState.Merging, state.Unit("a").State);
    }
}

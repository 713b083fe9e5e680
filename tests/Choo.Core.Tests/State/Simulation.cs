using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Priorities;
using Choo.Core.State;
using Xunit;

namespace Choo.Core.Tests.State;

/// <summary>Plays a run of random units with random outcomes against the state alone, and checks every decision on the way.</summary>
internal sealed class Simulation
{
    private readonly Random random;
    private readonly List<string> working = [];
    private readonly List<string> landing = [];
    private readonly Dictionary<string, int> starts = [];
    private readonly Dictionary<string, int> returns = [];
    private bool finished;

    private readonly int locks;
    private int additions;

    /// <param name="locks">How many locks there are; 0 for a run whose plans name neither locks nor priorities.</param>
    /// <param name="additions">How often units are added while it goes on, at most.</param>
    public Simulation(int units, int parallelism, int seed, int locks = 0, int additions = 0)
    {
        random = new Random(seed);
        (this.locks, this.additions) = (locks, additions);
        Started = new RunStarted
        {
            Version = "1",
            Target = "main",
            Base = "base",
            TasksDir = "specs/tasks",
            Parallelism = parallelism,
            Units = [.. Enumerable.Range(0, units).Select(Planned)],
        };
        State = new RunState(Started);
    }

    public RunStarted Started { get; }

    public RunState State { get; private set; }

    public List<RunEvent> Events { get; } = [];

    /// <summary>Plays to the end, or until so many events happened.</summary>
    public void Play(int atMost = int.MaxValue)
    {
        while (Events.Count < atMost)
        {
            Decide();
            if (working.Count + landing.Count == 0)
            {
                return;
            }

            Happen();
        }
    }

    /// <summary>A crash: whatever was under way is gone, and the state comes from the events.</summary>
    public void Crash()
    {
        working.Clear();
        landing.Clear();
        starts.Clear();
        returns.Clear();
        finished = false;
        State = Replay();
        Apply(null, new RunResumed(0));
    }

    public RunState Replay()
    {
        var state = new RunState(Started);
        Events.ForEach(state.Apply);
        return state;
    }

    public void AssertOver()
    {
        Assert.True(finished);
        Assert.All(State.Units, unit => Assert.True(unit.State.IsTerminal(), $"{unit.Id} is {unit.State}"));
        foreach (var unit in State.Units)
        {
            var roots = Below(unit).Where(below => below.State is UnitState.Failed or UnitState.Waiting).Select(below => below.Id).ToArray();
            Assert.Equal(roots.Length > 0, unit.State == UnitState.Blocked);
            if (unit.State == UnitState.Blocked)
            {
                Assert.NotEmpty(unit.BlockedBy);
                Assert.Subset(roots.ToHashSet(), unit.BlockedBy.ToHashSet());
            }
        }

        Assert.Equal(State.Units.Count, State.Counts.Complete + State.Counts.Failed + State.Counts.Blocked + State.Counts.Waiting);
        Assert.Equal(0, State.Running);
        Assert.Equal(State.Counts.Complete == State.Units.Count ? DispatchReason.AllComplete : DispatchReason.AllBlocked, State.Reason);
    }

    private PlannedUnit Planned(int index)
    {
        var needs = Enumerable.Range(0, index).Where(_ => random.Next(index + 2) < 2).Select(at => $"u{at}").ToImmutableArray();
        var tasks = Enumerable.Range(1, random.Next(1, 4)).Select(number => new PlannedTask(number, "", $"{number:00}.md", false)).ToImmutableArray();
        var planned = new PlannedUnit($"u{index}", $"specs/tasks/u{index}", needs, locks > 0 && random.Next(3) == 0 ? "codex" : "claude", tasks);
        return locks == 0 ? planned : planned with
        {
            Priority = random.Next(3) == 0 ? null : (UnitPriority)random.Next(5),
            Effort = random.Next(3) == 0 ? null : (UnitEffort)random.Next(5),
            Locks = [.. Enumerable.Range(0, locks).Where(_ => random.Next(locks + 1) == 0).Select(number => $"lock{number}")],
        };
    }

    private IEnumerable<UnitProgress> Below(UnitProgress unit) =>
        unit.Planned.DependsOn.Select(State.Unit).SelectMany(below => Below(below).Prepend(below)).Distinct();

    private void Decide()
    {
        while (State.TakeNextCommand() is { } command)
        {
            switch (command)
            {
                case Command.Enqueue queue:
                    Apply(queue.Unit, new UnitQueued());
                    break;
                case Command.Block block:
                    Apply(block.Unit, new UnitBlocked(block.By));
                    break;
                case Command.Start start:
                    Start(State.Unit(start.Unit));
                    break;
                case Command.WaitForLock wait:
                    Assert.Contains(wait.Lock, State.Unit(wait.Unit).Planned.LockNames);
                    Assert.Contains(wait.Lock, Assert.Single(Holders(), unit => unit.Id == wait.Holder).Planned.LockNames);
                    Apply(wait.Unit, new UnitLocked(wait.Lock, wait.Holder));
                    break;
                case Command.Join join:
                    Assert.DoesNotContain(join.Unit, landing);
                    landing.Add(join.Unit);
                    break;
                case Command.Finish:
                    Assert.False(finished);
                    finished = true;
                    break;
            }
        }

        var free = State.Running < Started.Parallelism;
        Assert.False(free && State.Units.Any(unit => unit.State == UnitState.Ready && State.LockHeldFor(unit) is null), "a slot is free and a unit is ready, and nothing starts");
        var held = Holders().SelectMany(unit => unit.Planned.LockNames).ToArray();
        Assert.Equal(held.Distinct().Count(), held.Length);
        Assert.Subset(State.Units.Where(unit => unit.State == UnitState.Merging).Select(unit => unit.Id).ToHashSet(), landing.ToHashSet());
        Assert.All(
            State.Units.Where(unit => unit.State == UnitState.Merging && !landing.Contains(unit.Id)),
            unit => Assert.Contains(unit.Planned.LockNames, name => held.Contains(name)));
    }

    /// <summary>Units that are worked on, that land, or that wait for one more turn before they can.</summary>
    private IEnumerable<UnitProgress> Holders() =>
        State.Units.Where(unit => working.Contains(unit.Id) || landing.Contains(unit.Id) || (unit.State == UnitState.Ready && unit.Repair is not null));

    private void Start(UnitProgress unit)
    {
        Assert.All(unit.Planned.DependsOn, below => Assert.Equal(UnitState.Complete, State.Unit(below).State));
        Assert.True(State.Running < Started.Parallelism);
        starts[unit.Id] = starts.GetValueOrDefault(unit.Id) + 1;
        Assert.InRange(starts[unit.Id], 1, 1 + returns.GetValueOrDefault(unit.Id));
        working.Add(unit.Id);
        Apply(unit.Id, new UnitStarted(unit.Planned.Tasks.Length, unit.CompletedTasks));
    }

    private void Happen()
    {
        if (additions > 0 && random.Next(4) == 0)
        {
            additions--;
            Apply(null, new UnitsAdded("commit", [.. Enumerable.Range(State.Units.Count, random.Next(1, 4)).Select(Planned)]));
            return;
        }

        var at = random.Next(working.Count + landing.Count);
        if (at < working.Count)
        {
            var unit = working[at];
            working.RemoveAt(at);
            Apply(unit, random.Next(6) == 0 ? Failed(unit) : new UnitVerified($"tip-{unit}", "tree", "base"));
            return;
        }

        var landed = landing[at - working.Count];
        landing.Remove(landed);
        if (random.Next(5) == 0 && returns.GetValueOrDefault(landed) < 2)
        {
            returns[landed] = returns.GetValueOrDefault(landed) + 1;
            Apply(landed, random.Next(2) == 0 ? new UnitReturned("merge", "base") : new UnitConflict(["a.txt"], "base"));
            return;
        }

        Apply(landed, random.Next(8) switch
        {
            0 => Failed(landed),
            1 => new UnitWaiting(DiagnosticCodes.CheckoutInTheWay.Because("in the way")),
            _ => new UnitCompleted($"merge-{landed}", null),
        });
    }

    private static UnitFailed Failed(string unit) => new(DiagnosticCodes.BackpressureFailed.Because($"{unit} failed"));

    private void Apply(string? unit, EventData data)
    {
        var e = new RunEvent(Events.Count + 1, DateTimeOffset.UnixEpoch.AddSeconds(Events.Count), "run", unit, null, data);
        Events.Add(e);
        State.Apply(e);
    }
}

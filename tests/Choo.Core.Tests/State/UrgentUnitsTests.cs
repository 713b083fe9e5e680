using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Priorities;
using Choo.Core.State;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Choo.Core.Tests.State;

public sealed class UrgentUnitsTests
{
    private static PlannedUnit Unit(string id, params string[] locks) =>
        new(id, $"specs/tasks/{id}", [], "claude", [new PlannedTask(1, "", "", false)]) { Locks = locks.Length == 0 ? null : [.. locks] };

    private static RunState StateOf(int parallelism, params PlannedUnit[] units) => new(new RunStarted
    {
        Version = "1",
        Target = "main",
        Base = "base",
        TasksDir = "specs/tasks",
        Parallelism = parallelism,
        Units = [.. units],
    });

    private static void Tell(RunState state, string? unit, EventData data) => state.Apply(new RunEvent(1, DateTimeOffset.UnixEpoch, "run", unit, null, data));

    private static List<Command> Decide(RunState state)
    {
        var commands = new List<Command>();
        while (state.TakeNextCommand() is { } command)
        {
            commands.Add(command);
            switch (command)
            {
                case Command.Enqueue queue:
                    Tell(state, queue.Unit, new UnitQueued());
                    break;
                case Command.Start start:
                    Tell(state, start.Unit, new UnitStarted(1, 0));
                    break;
                case Command.WaitForLock wait:
                    Tell(state, wait.Unit, new UnitLocked(wait.Lock, wait.Holder));
                    break;
                case Command.Hold hold:
                    Tell(state, hold.Unit, new UnitWaiting(hold.Why));
                    break;
            }
        }

        return [.. commands.Where(command => command is not Command.Enqueue)];
    }

    /// <summary>The ids in the order in which they start, one at a time.</summary>
    private static List<string> Order(params PlannedUnit[] units)
    {
        var state = StateOf(1, units);
        var order = new List<string>();
        while (Decide(state).OfType<Command.Start>().SingleOrDefault() is { } start)
        {
            order.Add(start.Unit);
            Tell(state, start.Unit, new UnitCompleted("c", null));
        }

        return order;
    }

    [Fact]
    public void Priority_comes_before_the_length_of_the_chain_and_effort_after_it() => Assert.Equal(
        ["urgent", "long", "small", "a", "next", "large", "late"],
        Order(
            Unit("a"),
            Unit("large") with { Effort = UnitEffort.L },
            Unit("late") with { Priority = UnitPriority.P3 },
            Unit("long"),
            Unit("next") with { DependsOn = ["long"] },
            Unit("small") with { Effort = UnitEffort.Xs },
            Unit("urgent") with { Priority = UnitPriority.P0, Effort = UnitEffort.Xl }));

    [Fact]
    public void Units_of_one_priority_keep_their_order_however_long_they_wait()
    {
        PlannedUnit[] units = [.. Enumerable.Range(100, 60).Select(number => Unit($"u{number}"))];
        Assert.Equal(units.Select(unit => unit.Id), Order(units));
    }

    [Fact]
    public void A_unit_rises_by_one_priority_for_each_eight_more_urgent_ones_that_start()
    {
        var order = Order([.. Enumerable.Range(100, 60).Select(number => Unit($"u{number}") with { Priority = UnitPriority.P0 }), Unit("z") with { Priority = UnitPriority.P4 }]);
        Assert.Equal(5 * Urgency.StartsPerLevel, order.IndexOf("z"));
    }

    [Fact]
    public void Of_units_of_any_priorities_none_starves() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 4).ListOf(80).ToArbitrary(),
        priorities =>
        {
            PlannedUnit[] units = [.. priorities.Select((priority, index) => Unit($"u{index}") with { Priority = (UnitPriority)priority })];
            var order = Order(units);
            Assert.Equal(units.Length, order.Count);
            foreach (var unit in units)
            {
                var before = order.TakeWhile(id => id != unit.Id).Count(id => priorities[int.Parse(id[1..], null)] == 0);
                Assert.True(unit.Priority == UnitPriority.P0 || before <= ((int)unit.Priority! + 1) * Urgency.StartsPerLevel);
            }
        }));

    [Fact]
    public void A_unit_waits_for_the_unit_that_holds_its_lock_until_that_has_landed_and_takes_no_slot()
    {
        var state = StateOf(2, Unit("a", "db"), Unit("b", "db"), Unit("c"), Unit("d", "db"));

        Assert.Equal([new Command.Start("a"), new Command.WaitForLock("b", "db", "a"), new Command.Start("c")], Decide(state));
        Assert.Equal(("db", "a"), (state.LockHeldFor(state.Unit("b"))!.Value.Lock, state.LockHeldFor(state.Unit("b"))!.Value.Holder.Id));
        Tell(state, "c", new UnitCompleted("c", null));
        Assert.Equal([new Command.WaitForLock("d", "db", "a")], Decide(state));
        Assert.Equal(DispatchReason.NoReady, state.Reason);
        Tell(state, "a", new UnitVerified("tip", "tree", "base"));
        Assert.Equal([new Command.Join("a")], Decide(state));
        Tell(state, "a", new UnitReturned("merge", "base"));
        Assert.Equal([new Command.Start("a")], Decide(state));
        Tell(state, "a", new UnitCompleted("c", null));

        Assert.Equal([new Command.Start("b")], Decide(state));
        Assert.Null(state.LockHeldFor(state.Unit("b")));
        Assert.Equal("b", state.LockHeldFor(state.Unit("d"))!.Value.Holder.Id);
    }

    [Fact]
    public void A_unit_takes_all_of_its_locks_at_once_and_keeps_none_while_it_waits()
    {
        var state = StateOf(3, Unit("a", "one"), Unit("b", "one", "two"), Unit("c", "two"));

        Assert.Equal([new Command.Start("a"), new Command.WaitForLock("b", "one", "a"), new Command.Start("c")], Decide(state));
        Tell(state, "a", new UnitFailed(DiagnosticCodes.BackpressureFailed.Because("red")));
        Assert.Equal([new Command.WaitForLock("b", "two", "c")], Decide(state));
        Tell(state, "c", new UnitWaiting(DiagnosticCodes.CheckoutInTheWay.Because("in the way")));
        Assert.Equal([new Command.Start("b")], Decide(state));
    }

    [Fact]
    public void A_lock_that_a_paused_providers_unit_waits_for_goes_to_another_providers_unit()
    {
        var state = StateOf(2, Unit("a", "db"), Unit("b", "db"), Unit("c", "db") with { Provider = "codex" });
        Decide(state);
        Tell(state, null, new ProviderPaused("claude", PauseReason.Limit, DateTimeOffset.MaxValue, true, 1, "limit"));
        Tell(state, "a", new UnitCompleted("c", null));

        Assert.Equal([new Command.Start("c")], Decide(state));
    }

    [Fact]
    public void A_waiting_unit_that_can_never_start_passes_its_turn_on()
    {
        var state = StateOf(2, Unit("a", "db"), Unit("b", "db"), Unit("c", "db"));
        Decide(state);
        Tell(state, "b", new UnitBlocked(["x"]));
        Tell(state, "a", new UnitCompleted("c", null));

        Assert.Equal([new Command.Start("c")], Decide(state));
    }

    [Fact]
    public void Of_two_verified_units_with_one_lock_the_second_queues_to_land_when_the_first_has_landed()
    {
        var state = StateOf(1, Unit("a", "db"), Unit("b", "db"));
        Decide(state);
        Tell(state, "a", new UnitVerified("tip", "tree", "base"));
        Decide(state);
        Tell(state, "a", new UnitWaiting(DiagnosticCodes.CheckoutInTheWay.Because("in the way")));
        Decide(state);
        Tell(state, "b", new UnitVerified("tip", "tree", "base"));
        Tell(state, null, new RunInterrupted(RunSignal.SIGINT));

        Tell(state, null, new RunResumed(0));

        Assert.Equal([new Command.Join("a")], Decide(state));
        Tell(state, "a", new UnitCompleted("c", null));
        Assert.Equal([new Command.Join("b")], Decide(state));
    }

    [Fact]
    public void A_unit_that_is_added_starts_in_its_turn_and_lifts_what_it_waits_for()
    {
        var state = StateOf(1, Unit("a"), Unit("b"), Unit("c"));
        Decide(state);

        Tell(state, null, new UnitsAdded("later", [Unit("d") with { DependsOn = ["c"] }, Unit("e") with { Priority = UnitPriority.P0 }, Unit("a")]));

        Assert.Equal(["a", "b", "c", "d", "e"], state.Units.Select(unit => unit.Id));
        Assert.Equal(("later", UnitState.Pending), (state.Unit("d").SpecCommit, state.Unit("d").State));
        var order = new List<string>();
        for (var now = "a"; now is not null; now = Decide(state).OfType<Command.Start>().SingleOrDefault()?.Unit)
        {
            order.Add(now);
            Tell(state, now, new UnitCompleted("c", null));
        }

        Assert.Equal(["a", "e", "c", "b", "d"], order);
    }

    [Fact]
    public void A_unit_that_is_added_behind_one_that_failed_is_blocked()
    {
        var state = StateOf(2, Unit("a"), Unit("b") with { DependsOn = ["a"] }, Unit("c"));
        Decide(state);
        Tell(state, "a", new UnitFailed(DiagnosticCodes.BackpressureFailed.Because("red")));
        Decide(state);
        Tell(state, "b", new UnitBlocked(["a"]));

        Tell(state, null, new UnitsAdded("later", [Unit("d") with { DependsOn = ["b"] }]));

        Assert.Equal("a", Assert.Single(Assert.Single(Decide(state).OfType<Command.Block>()).By));
    }

    [Fact]
    public void An_addition_that_would_never_end_is_left_out()
    {
        var state = StateOf(1, Unit("a"));
        Tell(state, null, new UnitsAdded("later", [Unit("b") with { DependsOn = ["c"] }, Unit("c") with { DependsOn = ["b"] }]));
        Assert.Equal("a", Assert.Single(state.Units).Id);
    }
}

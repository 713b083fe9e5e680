using Choo.Core.Agents;
using Choo.Core.Events;
using Choo.Core.State;
using Xunit;

namespace Choo.Core.Tests.State;

public sealed class RunStateTests
{
    private static readonly AgentOutcome Finished = new() { Verdict = AgentVerdict.Finished, ExitCode = 0, DurationMs = 5, Usage = new AgentUsage(10, 2, 0.5m) };

    private static RunStarted Started(int parallelism, params (string Id, string[] Needs, int Tasks)[] units) => new()
    {
        Version = "1",
        Target = "main",
        Base = "base",
        TasksDir = "specs/tasks",
        Parallelism = parallelism,
        Units = [.. units.Select(unit => new PlannedUnit(
            unit.Id, $"specs/tasks/{unit.Id}", [.. unit.Needs], "claude", [.. Enumerable.Range(1, unit.Tasks).Select(number => new PlannedTask(number, "", "", false))]))],
    };

    private static void Tell(RunState state, string unit, int? task, params EventData[] events)
    {
        foreach (var data in events)
        {
            state.Apply(new RunEvent(1, DateTimeOffset.UnixEpoch, "run", unit, task, data));
        }
    }

    private static List<Command> Decide(RunState state)
    {
        var commands = new List<Command>();
        while (state.TakeNextCommand() is { } command)
        {
            commands.Add(command);
            if (command is Command.Enqueue queue)
            {
                Tell(state, queue.Unit, null, new UnitQueued());
            }
            else if (command is Command.Start start)
            {
                Tell(state, start.Unit, null, new UnitStarted(1, 0));
            }
        }

        return commands;
    }

    [Fact]
    public void Of_the_ready_units_the_one_with_most_work_behind_it_starts_first()
    {
        var state = new RunState(Started(1, ("a", [], 1), ("b", [], 1), ("c", ["b"], 3)));

        Assert.Equal(new Command.Start("b"), Decide(state)[^1]);
        Assert.Equal(DispatchReason.AtCapacity, state.Reason);
    }

    [Fact]
    public void While_a_units_gate_runs_another_units_agent_has_its_slot()
    {
        var state = new RunState(Started(2, ("a", [], 2), ("b", [], 2), ("c", [], 2), ("d", [], 2)));
        Decide(state);
        Tell(state, "a", 1, new AgentInvoked(TurnPurpose.Task, "claude", 1, "log"), new AgentDone(TurnPurpose.Task, "claude", 1, Finished));

        Assert.Equal([new Command.Start("c")], Decide(state));

        // It takes the next slot that is free, before a unit that has not begun; and no more are begun than may have worktrees.
        Assert.False(state.HasRoom(state.Unit("a"), "claude"));
        Tell(state, "b", 1, new AgentInvoked(TurnPurpose.Task, "claude", 1, "log"), new AgentDone(TurnPurpose.Task, "claude", 1, Finished));
        Assert.True(state.HasRoom(state.Unit("a"), "claude"));
        Assert.Empty(Decide(state));
        Assert.Equal((1, 3, DispatchReason.AtCapacity), (state.Running, state.AtWork, state.Reason));
        Tell(state, "a", 1, new AgentInvoked(TurnPurpose.Task, "claude", 2, "log"));
        Assert.Equal((2, 3), (state.Running, state.AtWork));
        Tell(state, "b", null, new UnitVerified("tip", "tree", "base"));
        Assert.Equal((2, 2), (state.Running, state.AtWork));
        Assert.DoesNotContain(new Command.Start("d"), Decide(state));
    }

    [Fact]
    public void Where_one_unit_at_a_time_was_asked_for_none_begins_beside_its_gate()
    {
        var state = new RunState(Started(1, ("a", [], 1), ("b", [], 1)));
        Decide(state);
        Tell(state, "a", 1, new AgentInvoked(TurnPurpose.Task, "claude", 1, "log"), new AgentDone(TurnPurpose.Task, "claude", 1, Finished));

        Assert.Empty(Decide(state));
        Tell(state, "a", null, new UnitVerified("tip", "tree", "base"));
        Assert.Contains(new Command.Start("b"), Decide(state));
    }

    [Fact]
    public void An_assignment_that_is_restarted_is_as_the_state_has_it()
    {
        var state = new RunState(Started(1, ("a", [], 2)));
        Decide(state);
        Tell(
            state, "a", 1, new UnitPrepared("base", "tip", "1"), new TaskStarted("one", "1.md"), new AgentInvoked(TurnPurpose.Task, "claude", 1, "log"),
            new AgentDone(TurnPurpose.Task, "claude", 1, Finished), new TaskCommitted("c1", "tree", 1));
        var before = UnitAssignment.Of(state.Unit("a"));
        Assert.Equal(("base", "c1", 1), (before.Base, before.Tip, before.Committed.Count));

        Tell(state, "a", null, new UnitRestarted("why"));

        Assert.Equal(UnitAssignment.Of(state.Unit("a")), before.Restarted());
    }

    [Fact]
    public void A_run_that_goes_on_with_other_slots_uses_those()
    {
        var state = new RunState(Started(1, ("a", [], 1), ("b", [], 1), ("c", [], 1)));
        Decide(state);

        state.Apply(new RunEvent(2, DateTimeOffset.UnixEpoch, "run", null, null, new RunResumed(0) { Parallelism = 2 }));
        Decide(state);

        Assert.Equal((2, 2, DispatchReason.AtCapacity), (state.Parallelism, state.Running, state.Reason));
        state.Apply(new RunEvent(3, DateTimeOffset.UnixEpoch, "run", null, null, new RunResumed(0)));
        Assert.Equal(2, state.Parallelism);
    }

    [Fact]
    public void A_unit_that_is_verified_joins_the_landing_queue_and_one_that_is_sent_back_starts_ahead_of_others()
    {
        var state = new RunState(Started(1, ("a", [], 1), ("b", [], 9), ("c", [], 1)));
        Assert.Contains(new Command.Start("b"), Decide(state));
        Tell(state, "b", null, new UnitVerified("b", "t", "base"));
        Assert.Equal([new Command.Join("b"), new Command.Start("a")], Decide(state));

        Tell(state, "b", null, new UnitReturned("m", "base"));
        Assert.Empty(Decide(state));
        Tell(state, "a", null, new UnitVerified("a", "t", "base"));

        Assert.Equal([new Command.Join("a"), new Command.Start("b")], Decide(state));
        Assert.Equal(new Repair.Baseline("m", "base"), state.Unit("b").Repair);
        Tell(state, "b", null, new UnitVerified("b2", "t", "base"));
        Assert.Null(state.Unit("b").Repair);
        Assert.Equal([new Command.Join("b"), new Command.Start("c")], Decide(state));
    }

    [Fact]
    public void A_run_without_units_is_over_at_once()
    {
        var state = new RunState(Started(2));
        Assert.IsType<Command.Finish>(Assert.Single(Decide(state)));
        Assert.Equal(0, state.Counts.ExitCode);
    }

    [Theory]
    [InlineData(3, 0, 0, 0, 0)]
    [InlineData(2, 1, 1, 1, 1)]
    [InlineData(2, 0, 1, 0, 3)]
    [InlineData(2, 0, 0, 1, 3)]
    public void The_exit_code_follows_the_counts(int complete, int failed, int blocked, int waiting, int code) =>
        Assert.Equal(code, new RunCounts(complete, failed, blocked, waiting).ExitCode);

    [Fact]
    public void A_turn_that_ended_and_was_not_judged_is_remembered_until_it_is()
    {
        var state = new RunState(Started(1, ("a", [], 2)));
        Decide(state);
        var unit = state.Unit("a");
        Tell(state, "a", 1, new TaskStarted("", ""), new AgentInvoked(TurnPurpose.Task, "claude", 1, "log"));
        Assert.Null(unit.Unjudged);
        Tell(state, "a", 1, new AgentDone(TurnPurpose.Task, "claude", 1, Finished));
        Assert.NotNull(unit.Unjudged);
        Tell(state, "a", 1, new ValidationFailed(1, AttemptFailure.Gate, "red", null), new TaskRetried(2, AttemptFailure.Gate));
        Assert.Null(unit.Unjudged);
        Assert.Equal(("red", 1), (unit.LastFailure!.Message, unit.FailedAttempts));
        Tell(state, "a", 1, new AgentInvoked(TurnPurpose.Task, "claude", 2, "log"), new AgentDone(TurnPurpose.Task, "claude", 2, Finished), new TaskCommitted("c1", "t1", 2));
        Assert.Equal((null, null, 0, "c1", 1), (unit.Unjudged, unit.LastFailure, unit.FailedAttempts, unit.Tip, unit.CompletedTasks));
        Assert.Equal((2, 20L, 1.0m), (unit.Turns, unit.Usage.InputTokens, unit.Usage.CostUsd!.Value));
    }

    [Fact]
    public void Events_of_a_unit_that_the_plan_does_not_have_are_ignored()
    {
        var state = new RunState(Started(1, ("a", [], 1)));
        Tell(state, "stranger", null, new UnitQueued());
        Assert.Equal(UnitState.Pending, state.Unit("a").State);
    }
}

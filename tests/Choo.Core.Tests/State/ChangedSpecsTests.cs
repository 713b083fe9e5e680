using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Xunit;

namespace Choo.Core.Tests.State;

/// <summary>A run that is resumed by other specs, and units that are retried, in the state alone.</summary>
public sealed class ChangedSpecsTests
{
    private static PlannedUnit Unit(string id, params string[] needs) => new(
        id, $"t/{id}", [.. needs], "claude", [new PlannedTask(1, "", "01-do.md", false), new PlannedTask(2, "", "02-do.md", false)]);

    private static RunState Run(params PlannedUnit[] units) => new(new RunStarted
    {
        Version = "1",
        Target = "main",
        Base = "base",
        TasksDir = "t",
        Parallelism = 4,
        Units = [.. units],
    });

    private static void Tell(RunState state, string? unit, params EventData[] events) => Tell(state, unit, null, events);

    private static void Tell(RunState state, string? unit, int? task, params EventData[] events)
    {
        foreach (var data in events)
        {
            state.Apply(new RunEvent(1, DateTimeOffset.UnixEpoch, "run", unit, task, data));
        }
    }

    private static Diagnostic Why => DiagnosticCodes.BackpressureFailed.Because("red");

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
                case Command.Block block:
                    Tell(state, block.Unit, new UnitBlocked(block.By));
                    break;
                case Command.Start start:
                    Tell(state, start.Unit, new UnitStarted(2, 0));
                    break;
            }
        }

        return commands;
    }

    private static void FailAll(RunState state, params string[] ids)
    {
        Decide(state);
        foreach (var id in ids)
        {
            Tell(state, id, new UnitPrepared("base", "base", "w"));
            Tell(state, id, 1, new TaskStarted("", ""), new TaskCommitted($"{id}1", "tree", 1));
            Tell(state, id, 2, new TaskStarted("", ""), new ValidationFailed(1, AttemptFailure.Gate, "red", null));
            Tell(state, id, new UnitFailed(Why));
        }

        Decide(state);
    }

    [Fact]
    public void A_changed_unit_keeps_the_tasks_whose_text_is_the_same_and_has_its_attempts_anew()
    {
        var state = Run(Unit("a"));
        FailAll(state, "a");
        Tell(state, null, new RunResumed(0), new SpecsUpdated("new", [new ChangedUnit(Unit("a"), ["02-do.md"])], []));

        var unit = state.Unit("a");
        Assert.Equal<int>([1], unit.Committed);
        Assert.Equal(("new", "a1", 0, true), (unit.SpecCommit, unit.Tip, unit.FailedAttempts, unit.IsRespecified));
        Assert.Null(unit.LastFailure);
        Assert.Equal([new Command.Enqueue("a"), new Command.Start("a")], Decide(state));
    }

    [Fact]
    public void A_task_whose_text_changed_is_to_be_done_again()
    {
        var state = Run(Unit("a"));
        FailAll(state, "a");
        Tell(state, null, new RunResumed(0), new SpecsUpdated("new", [new ChangedUnit(Unit("a"), ["01-do.md"])], []));

        Assert.Empty(state.Unit("a").Committed);
    }

    [Fact]
    public void A_verified_unit_whose_spec_changed_is_worked_and_does_not_land()
    {
        var state = Run(Unit("a"), Unit("b"));
        Decide(state);
        Tell(state, "a", new UnitVerified("tip", "tree", "base"), new UnitWaiting(DiagnosticCodes.SpecChanged.Because("changed")));
        Tell(state, "b", new UnitVerified("tip", "tree", "base"), new UnitWaiting(DiagnosticCodes.CheckoutInTheWay.Because("dirty")));
        Tell(state, null, new RunResumed(0), new SpecsUpdated("new", [new ChangedUnit(Unit("a"), ["01-do.md"])], []));

        var commands = Decide(state);

        Assert.Equal("b", Assert.Single(commands.OfType<Command.Join>()).Unit);
        Assert.Contains(new Command.Start("a"), commands);
    }

    [Fact]
    public void A_dependency_that_was_added_is_waited_for_and_one_that_was_removed_is_not()
    {
        var state = Run(Unit("a"), Unit("b", "a"), Unit("c"));
        Decide(state);
        Tell(state, null, new RunInterrupted(RunSignal.SIGINT), new RunResumed(0), new SpecsUpdated(
            "new", [new ChangedUnit(Unit("b"), ["IMPLEMENTATION_PLAN.md"]), new ChangedUnit(Unit("c", "a"), ["IMPLEMENTATION_PLAN.md"])], []));

        Assert.Equal([new Command.Start("a"), new Command.Start("b")], Decide(state).OfType<Command.Start>().OrderBy(start => start.Unit));
    }

    [Fact]
    public void A_unit_whose_spec_is_gone_leaves_the_run()
    {
        var state = Run(Unit("a"), Unit("b"));
        FailAll(state, "a", "b");
        Tell(state, null, new RunResumed(0), new SpecsUpdated("new", [], ["a"]));

        Assert.Equal(["b"], state.Units.Select(unit => unit.Id));
        Assert.Equal(["a"], state.Gone.Select(unit => unit.Id));
        Decide(state);
        Tell(state, "b", new UnitCompleted("c", null));
        Assert.Equal([new Command.Finish()], Decide(state));
    }

    [Fact]
    public void A_retry_reopens_one_failed_unit_and_what_it_alone_blocks()
    {
        var state = Run(Unit("a"), Unit("b"), Unit("of-a", "a"), Unit("of-both", "a", "b"));
        FailAll(state, "a", "b");
        Assert.Equal((2, 2), (state.Counts.Failed, state.Counts.Blocked));
        Tell(state, null, new RunResumed(0) { Retry = "a" });

        var commands = Decide(state);

        Assert.Equal([new Command.Start("a")], commands.OfType<Command.Start>());
        var block = Assert.Single(commands.OfType<Command.Block>());
        Assert.Equal(("of-both", "b"), (block.Unit, Assert.Single(block.By)));
        Assert.Equal<int>([1], state.Unit("a").Committed);
        Assert.Equal(UnitState.Failed, state.Unit("b").State);
        Tell(state, "a", new UnitCompleted("c", null));
        Assert.Equal([new Command.Start("of-a")], Decide(state).OfType<Command.Start>());
        Tell(state, "of-a", new UnitCompleted("c", null));
        Assert.Equal([new Command.Finish()], Decide(state));
        Assert.Equal(new RunCounts(2, 1, 1, 0), state.Counts);
    }

    [Theory]
    [InlineData("failed", null)]
    [InlineData("complete", "CHOO0012")]
    [InlineData("blocked", "CHOO0012")]
    [InlineData("waiting", "CHOO0012")]
    [InlineData("pending", "CHOO0012")]
    [InlineData("fialed", "CHOO1034")]
    public void Only_a_unit_that_failed_can_be_retried(string id, string? code)
    {
        var state = Run(Unit("failed"), Unit("complete"), Unit("blocked", "failed"), Unit("waiting"), Unit("pending"));
        Decide(state);
        Tell(state, "failed", new UnitFailed(Why));
        Tell(state, "blocked", new UnitBlocked(["failed"]));
        Tell(state, "complete", new UnitCompleted("c", null));
        Tell(state, "waiting", new UnitWaiting(DiagnosticCodes.TestsForTheWorse.Because("fewer")));

        var refusal = RetryRefusal.Of(state, id);

        Assert.Equal(code, refusal?.Code);
        Assert.True(id != "waiting" || refusal!.Message.Contains("dotnet choo resume --accept waiting", StringComparison.Ordinal));
        Assert.True(id != "blocked" || refusal!.Message.Contains("dotnet choo retry failed", StringComparison.Ordinal));
    }

    [Fact]
    public void A_landing_that_was_taken_back_waits_and_lands_again_when_the_run_is_resumed()
    {
        var state = Run(Unit("a"), Unit("b"));
        Decide(state);
        Tell(state, "a", new UnitVerified("tip", "tree", "base"), new UnitLanding("merge", "base", "tip"), new UnitCompleted("merge", null), new UnitUndone(Why, Kept: true));

        Assert.Equal((UnitState.Waiting, "tip"), (state.Unit("a").State, state.Unit("a").Tip));
        Assert.Equal(new RunCounts(0, 0, 0, 1), state.Counts);
        Tell(state, null, new RunInterrupted(RunSignal.SIGINT), new RunResumed(0));
        Assert.Equal("a", Assert.Single(Decide(state).OfType<Command.Join>()).Unit);
    }

    [Fact]
    public void A_landing_that_was_taken_back_and_whose_commits_are_gone_is_worked_anew()
    {
        var state = Run(Unit("a"));
        Decide(state);
        Tell(state, "a", new UnitVerified("tip", "tree", "base"), new UnitCompleted("merge", null), new UnitUndone(Why, Kept: false));
        Tell(state, null, new RunFailed(), new RunResumed(0));

        Assert.Equal([new Command.Start("a")], Decide(state).OfType<Command.Start>());
        Assert.Null(state.Unit("a").Tip);
    }
}

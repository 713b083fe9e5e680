using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Tests.Flow.Memory;
using Xunit;

namespace Choo.Core.Tests.Flow;

/// <summary>Units over ports in memory, from a slot to the target.</summary>
public sealed class FlowTests
{
    private static string[] Types(MemoryRun run, string unit) => [.. run.Events.Where(e => e.Unit == unit).Select(e => e.Type)];

    [Fact(Timeout = 60000)]
    public async Task A_unit_goes_from_its_first_turn_to_the_target()
    {
        var run = new MemoryRun(MemoryAgents.WriteOwnFile).Unit("a", [], "has a.txt");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal("a", run.Target["a.txt"]);
        Assert.Contains("status: complete", run.Target["t/a/01-do.md"], StringComparison.Ordinal);
        Assert.Single(run.Agents.Turns);
        Assert.Equal(0, run.Worktrees.Held);
        Assert.Equal(
            ["unit.queued", "unit.started", "unit.prepared", "task.started", "task.agent.invoke", "task.agent.done", "task.backpressure", "task.validation.ok", "task.committed", "task.completed"],
            Types(run, "a").Take(10));
        Assert.Equal("unit.completed", Types(run, "a")[^1]);
    }

    [Fact(Timeout = 60000)]
    public async Task A_dependent_starts_from_what_it_depends_on()
    {
        var run = new MemoryRun(MemoryAgents.WriteOwnFile).Unit("a", [], "has a.txt").Unit("b", ["a"], "has a.txt");
        Assert.IsType<RunCompleted>(await run.RunAsync());
        Assert.Equal(["a", "b"], run.All<UnitMerged>().Select(each => run.Git.Find(each.Commit).Message.Split('\n')[0].Split(' ')[^1]));
    }

    [Fact(Timeout = 60000)]
    public async Task A_red_gate_gives_its_failure_to_the_next_turn()
    {
        var turns = 0;
        var run = new MemoryRun((_, tree) =>
        {
            tree.Write(++turns == 1 ? "wrong.txt" : "right.txt", "x");
            return AgentVerdict.Finished;
        }).Unit("a", [], "has right.txt");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal(2, turns);
        Assert.Contains("has right.txt", run.Agents.Turns.Last().Prompt, StringComparison.Ordinal);
        Assert.Single(run.All<ValidationFailed>());
    }

    [Fact(Timeout = 60000)]
    public async Task A_unit_that_stays_red_fails_and_blocks_what_depends_on_it_and_nothing_else()
    {
        var run = new MemoryRun(MemoryAgents.WriteOwnFile) { Config = new ChooConfig { TaskAttempts = 2 } }
            .Unit("a", [], "has missing.txt").Unit("b", ["a"], "true").Unit("c", [], "true");

        Assert.IsType<RunFailed>(await run.RunAsync());

        Assert.Equal(DiagnosticCodes.BackpressureFailed.Id, run.All<UnitFailed>("a").Single().Diagnostic.Code);
        Assert.Equal("a", Assert.Single(run.All<UnitBlocked>("b").Single().BlockedBy));
        Assert.Single(run.All<UnitCompleted>("c"));
        Assert.Equal(2, run.Agents.Turns.Count(turn => turn.Unit == "a"));
    }

    [Fact(Timeout = 60000)]
    public async Task A_turn_that_changes_nothing_is_no_attempt_that_passes()
    {
        var run = new MemoryRun((_, _) => AgentVerdict.Finished) { Config = new ChooConfig { TaskAttempts = 1 } }.Unit("a", [], "true");
        await run.RunAsync();
        Assert.Equal(DiagnosticCodes.NoChange.Id, run.All<UnitFailed>("a").Single().Diagnostic.Code);
    }

    [Fact(Timeout = 60000)]
    public async Task An_agent_that_does_not_start_gets_one_attempt()
    {
        var run = new MemoryRun((_, _) => AgentVerdict.NotStarted).Unit("a", [], "true");
        await run.RunAsync();
        Assert.Single(run.Agents.Turns);
        Assert.Single(run.All<UnitFailed>("a"));
    }

    [Fact(Timeout = 60000)]
    public async Task An_edit_of_a_spec_is_undone_and_the_next_turn_is_told()
    {
        var turns = 0;
        var run = new MemoryRun((_, tree) =>
        {
            tree.Write("t/a/01-do.md", "---\ntask: 1\nbackpressure: \"true\"\n---\n");
            tree.Write(++turns == 1 ? "wrong.txt" : "right.txt", "x");
            return AgentVerdict.Finished;
        }).Unit("a", [], "has right.txt");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Contains("has right.txt", run.Target["t/a/01-do.md"], StringComparison.Ordinal);
        Assert.Contains("t/a/01-do.md", run.All<EditsUndone>().First().Files);
        Assert.Contains("t/a/01-do.md were undone", run.Agents.Turns.Last().Prompt, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task A_red_baseline_gets_fix_turns_and_then_lands()
    {
        var run = new MemoryRun((request, tree) =>
        {
            tree.Write(request.Task == 0 ? "fixed.txt" : "a.txt", "x");
            return AgentVerdict.Finished;
        })
        {
            Baseline = [new Gate("check", "has fixed.txt")],
        }.Unit("a", [], "has a.txt");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal(["task", "baseline"], run.All<AgentInvoked>("a").Select(each => each.Purpose.Text));
        Assert.Equal("x", run.Target["fixed.txt"]);
    }

    [Fact(Timeout = 60000)]
    public async Task Two_units_that_are_red_together_never_land_together()
    {
        var run = new MemoryRun(MemoryAgents.WriteOwnFile)
        {
            Config = new ChooConfig { BaselineAttempts = 0 },
            Baseline = [new Gate("both", "hasnot b.txt")],
        }.Unit("a", [], "true").Unit("b", [], "true");

        await run.RunAsync();

        Assert.Single(run.All<UnitCompleted>("a"));
        Assert.Equal(DiagnosticCodes.BaselineRed.Id, run.All<UnitFailed>("b").Single().Diagnostic.Code);
        Assert.DoesNotContain("b.txt", run.Target.Keys);
    }

    [Fact(Timeout = 60000)]
    public async Task A_conflict_is_resolved_by_a_turn_and_both_sides_land()
    {
        var run = new MemoryRun((request, tree) =>
        {
            var resolves = tree.Folder["shared.txt"].Contains("<<<<<<<", StringComparison.Ordinal);
            tree.Write("shared.txt", resolves ? "a and b" : request.Unit);
            tree.Write($"{request.Unit}.txt", request.Unit);
            return AgentVerdict.Finished;
        }).File("shared.txt", "nothing").Unit("a", [], "true").Unit("b", [], "true");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal("a and b", run.Target["shared.txt"]);
        Assert.Single(run.All<UnitConflict>());
        Assert.Single(run.All<AgentInvoked>(), each => each.Purpose == TurnPurpose.Conflict);
    }

    [Fact(Timeout = 60000)]
    public async Task A_conflict_that_stays_fails_its_unit_alone()
    {
        var run = new MemoryRun((request, tree) =>
        {
            if (!tree.Folder["shared.txt"].Contains("<<<<<<<", StringComparison.Ordinal))
            {
                tree.Write("shared.txt", request.Unit);
            }

            return AgentVerdict.Finished;
        })
        {
            Config = new ChooConfig { ConflictAttempts = 2 },
        }.File("shared.txt", "nothing").Unit("a", [], "true").Unit("b", [], "true");

        Assert.IsType<RunFailed>(await run.RunAsync());

        Assert.Equal(DiagnosticCodes.ConflictUnresolved.Id, Assert.Single(run.All<UnitFailed>()).Diagnostic.Code);
        Assert.Equal(2, run.All<AgentInvoked>().Count(each => each.Purpose == TurnPurpose.Conflict));
        Assert.Single(run.All<UnitCompleted>());
    }

    [Fact(Timeout = 60000)]
    public async Task What_lands_was_proved_as_that_very_tree_although_a_person_moves_the_target()
    {
        var moves = 0;
        var run = new MemoryRun(MemoryAgents.WriteOwnFile) { Baseline = [new Gate("check", "has README.md")] }.Unit("a", [], "true").Unit("b", ["a"], "true");
        run.Landing.BeforeAdvance = () =>
        {
            if (++moves <= 3)
            {
                var tip = run.Git["main"]!;
                var files = run.Git.FilesOf(tip).SetItem($"person{moves}.txt", "x");
                run.Git["main"] = run.Git.Commit(run.Git.WriteTree(files), [tip], "a person's");
            }
        };

        Assert.IsType<RunCompleted>(await run.RunAsync());

        var proved = run.Gates.Runs.Where(each => each.Gate.Name == "check").Select(each => each.Tree).ToHashSet();
        Assert.All(run.All<UnitMerged>(), merged => Assert.Contains(run.Git.Find(merged.Commit).Tree, proved));
        Assert.Equal(3, run.Target.Keys.Count(path => path.StartsWith("person", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 60000)]
    public async Task A_checkout_in_the_way_leaves_the_unit_verified_and_waiting()
    {
        var run = new MemoryRun(MemoryAgents.WriteOwnFile).Unit("a", [], "true");
        run.Landing.Refusal = "local changes";
        Assert.IsType<RunFailed>(await run.RunAsync());
        Assert.Equal(DiagnosticCodes.CheckoutInTheWay.Id, run.All<UnitWaiting>("a").Single().Diagnostic.Code);
        Assert.NotNull(run.Git["refs/choo/runs/run/a"]);
    }

    [Fact(Timeout = 60000)]
    public async Task Without_merging_each_unit_gets_a_branch_with_what_it_depends_on()
    {
        var run = new MemoryRun(MemoryAgents.WriteOwnFile) { NoMerge = true }.Unit("a", [], "has a.txt").Unit("b", ["a"], "has a.txt");
        Assert.IsType<RunCompleted>(await run.RunAsync());
        Assert.Contains("a.txt", run.Git.FilesOf(run.Git["choo/b"]!).Keys);
        Assert.DoesNotContain("a.txt", run.Target.Keys);
    }
}

using Choo.Core.Agents;
using Choo.Core.Budgets;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Tests.Flow.Memory;
using Xunit;

namespace Choo.Core.Tests.Flow;

/// <summary>What may keep a unit from its first turn: room on the disk, what it depends on, a budget.</summary>
public sealed class PrepareStageTests
{
    private const long Least = 500L << 20;

    [Fact(Timeout = 60000)]
    public async Task With_room_on_the_disk_nothing_is_dropped()
    {
        var disk = new MemoryDisk(Least);
        var run = new MemoryRun(MemoryAgents.WriteOwnFile) { Disk = disk }.Unit("a", [], "true");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal(0, disk.Drops);
    }

    [Fact(Timeout = 60000)]
    public async Task Without_room_build_outputs_go_first_and_that_is_told()
    {
        var disk = new MemoryDisk(Least - 1, outputs: 10);
        var run = new MemoryRun(MemoryAgents.WriteOwnFile) { Disk = disk }.Unit("a", [], "true");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal(new DiskFreed(Least - 1, Least + 9, 1), Assert.Single(run.All<DiskFreed>("a")));
        Assert.Equal(1, disk.Drops);
    }

    [Fact(Timeout = 60000)]
    public async Task What_is_too_little_still_waits_for_a_worktree_that_comes_back_and_drops_its_outputs()
    {
        var disk = new MemoryDisk(0, 1, Least) { Returns = 1 };
        var run = new MemoryRun(MemoryAgents.WriteOwnFile) { Disk = disk }.Unit("a", [], "true");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal([new DiskFreed(0, 1, 1), new DiskFreed(1, Least + 1, 1)], run.All<DiskFreed>("a"));
    }

    [Fact(Timeout = 60000)]
    public async Task When_nothing_more_can_be_dropped_the_unit_waits_for_a_person_without_a_turn()
    {
        var disk = new MemoryDisk(3 << 20);
        var run = new MemoryRun(MemoryAgents.WriteOwnFile) { Disk = disk }.Unit("a", [], "true");

        Assert.IsType<RunFailed>(await run.RunAsync());

        var why = run.All<UnitWaiting>("a").Single().Diagnostic;
        Assert.Equal(DiagnosticCodes.DiskFull.Id, why.Code);
        Assert.Contains("3 MiB are free and 500 MiB are needed", why.Message, StringComparison.Ordinal);
        Assert.Empty(run.All<DiskFreed>());
        Assert.Empty(run.Agents.Turns);
        Assert.Equal((3, 1), (run.State.Counts.ExitCode, run.State.Counts.Waiting));
    }

    [Fact(Timeout = 60000)]
    public async Task A_bound_of_none_asks_nobody()
    {
        var run = new MemoryRun(MemoryAgents.WriteOwnFile) { Disk = new MemoryDisk(0), Config = new ChooConfig { FreeDisk = 0 } }.Unit("a", [], "true");
        Assert.IsType<RunCompleted>(await run.RunAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task Without_merging_a_unit_fails_when_the_commits_that_it_builds_on_are_gone()
    {
        var run = new MemoryRun(MemoryAgents.WriteOwnFile) { NoMerge = true }.Unit("a", [], "true").Unit("b", ["a"], "true");
        run.Landing.LosesRefs = true;

        Assert.IsType<RunFailed>(await run.RunAsync());

        var problem = run.All<UnitFailed>("b").Single().Diagnostic;
        Assert.Equal(DiagnosticCodes.GitFailed.Id, problem.Code);
        Assert.Contains("the commits of a, which b builds on, are gone", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Agents.Turns, turn => turn.Unit == "b");
    }

    [Fact(Timeout = 60000)]
    public async Task When_the_runs_budget_is_used_up_the_next_unit_waits_and_the_turn_that_was_paid_for_lands()
    {
        var run = new MemoryRun(MemoryAgents.WriteOwnFile) { Parallelism = 1, Budget = new BudgetConfig(new Budget { Turns = 1 }, Budget.None) }
            .Unit("a", [], "true").Unit("b", [], "true");

        Assert.IsType<RunFailed>(await run.RunAsync());

        Assert.Single(run.All<UnitCompleted>("a"));
        Assert.Equal(DiagnosticCodes.BudgetReached.Id, run.All<UnitWaiting>("b").Single().Diagnostic.Code);
        Assert.Equal("a", Assert.Single(run.Agents.Turns).Unit);
        Assert.Equal(3, run.State.Counts.ExitCode);
    }

    [Fact(Timeout = 60000)]
    public async Task When_a_units_own_budget_is_used_up_it_waits_and_the_others_go_on()
    {
        var run = new MemoryRun((request, tree) =>
        {
            tree.Write($"{request.Unit}.txt", request.LogName);
            return AgentVerdict.Finished;
        })
        {
            Budget = new BudgetConfig(Budget.None, new Budget { Turns = 2 }),
            Config = new ChooConfig { TaskAttempts = 5 },
        }.Unit("a", [], "has never.txt").Unit("b", [], "true");

        Assert.IsType<RunFailed>(await run.RunAsync());

        Assert.Equal(DiagnosticCodes.BudgetReached.Id, run.All<UnitWaiting>("a").Single().Diagnostic.Code);
        Assert.Equal(2, run.Agents.Turns.Count(turn => turn.Unit == "a"));
        Assert.Single(run.All<UnitCompleted>("b"));
    }
}

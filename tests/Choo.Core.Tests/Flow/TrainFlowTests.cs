using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Landing;
using Choo.Core.Tests.Flow.Memory;
using Xunit;

namespace Choo.Core.Tests.Flow;

/// <summary>Units on the train: merged onto those ahead of them, proved in clean rooms, landed in order.</summary>
public sealed class TrainFlowTests
{
    private static int Proofs(MemoryRun run) => run.Gates.Runs.Count(each => each.Gate.Name == "check");

    [Theory(Timeout = 60000)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Independent_units_are_proved_once_each(int proofs)
    {
        var run = MemoryRun.Many(new MemoryRun(MemoryAgents.WriteOwnFile) { Baseline = [new Gate("check", "true")], Limits = new TrainLimits(proofs), Parallelism = 4 }, 8);

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal(8, Proofs(run));
        Assert.Equal(8, run.Gates.Runs.Where(each => each.Gate.Name == "check").Select(each => each.Tree).Distinct().Count());
        Assert.All(run.All<UnitMerged>(), merged => Assert.Equal(run.Git.Find(merged.Commit).Tree, Assert.Single(merged.Evidence).Tree));
    }

    [Fact(Timeout = 60000)]
    public async Task A_batch_is_proved_once_and_lands_together()
    {
        var run = MemoryRun.Many(new MemoryRun(MemoryAgents.WriteOwnFile) { Baseline = [new Gate("check", "true")], Limits = new TrainLimits(1, Batch: 8), Parallelism = 8 }, 8);

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.InRange(Proofs(run), 1, 7);
        Assert.Equal(8, run.All<UnitMerged>().Count());
    }

    [Fact(Timeout = 60000)]
    public async Task Proofs_run_where_no_agent_worked_so_what_git_ignores_helps_nobody()
    {
        var run = new MemoryRun((request, tree) =>
        {
            tree.Write("ignored/help.txt", "x");
            return MemoryAgents.WriteOwnFile(request, tree);
        })
        {
            Config = new ChooConfig { BaselineAttempts = 0 },
            Baseline = [new Gate("check", "has ignored/help.txt")],
        }.Unit("a", [], "has ignored/help.txt");

        await run.RunAsync();

        Assert.Equal(DiagnosticCodes.BaselineRed.Id, Assert.Single(run.All<UnitFailed>("a")).Diagnostic.Code);
        var rooms = run.Gates.Runs.Where(each => each.Gate.Name == "check").Select(each => each.Worktree).ToArray();
        Assert.NotEmpty(rooms);
        Assert.All(rooms, room => Assert.True(run.Worktrees.Rooms.ContainsKey(room)));
        Assert.DoesNotContain(run.Agents.Turns, turn => run.Worktrees.Rooms.ContainsKey(turn.Worktree));
    }

    [Fact(Timeout = 60000)]
    public async Task Without_a_baseline_the_backpressure_is_what_is_proved_in_a_clean_room()
    {
        var run = new MemoryRun((request, tree) =>
        {
            tree.Write("ignored/help.txt", "x");
            return MemoryAgents.WriteOwnFile(request, tree);
        })
        {
            Config = new ChooConfig { BaselineAttempts = 0 },
        }.Unit("a", [], "has ignored/help.txt");

        await run.RunAsync();

        Assert.Single(run.All<UnitFailed>("a"));
        Assert.DoesNotContain("a.txt", run.Target.Keys);
    }

    [Fact(Timeout = 60000)]
    public async Task A_unit_that_fails_its_proof_is_fixed_on_the_merged_tree_and_those_behind_it_land_meanwhile()
    {
        var run = new MemoryRun((request, tree) =>
        {
            if (request.Task == 0)
            {
                tree.Delete("bad.txt");
                return AgentVerdict.Finished;
            }

            tree.Write(request.Unit == "u1" ? "bad.txt" : $"{request.Unit}.txt", request.Unit);
            return AgentVerdict.Finished;
        })
        {
            Baseline = [new Gate("check", "hasnot bad.txt")],
            Limits = new TrainLimits(4),
            Parallelism = 4,
        };

        Assert.IsType<RunCompleted>(await MemoryRun.Many(run, 4).RunAsync());

        var returned = Assert.Single(run.All<UnitReturned>("u1"));
        Assert.True(run.Git.Contains(run.State.Unit("u1").Tip!, returned.Commit));
        Assert.DoesNotContain("bad.txt", run.Target.Keys);
        Assert.Equal(["baseline"], run.All<AgentInvoked>().Where(each => each.Purpose != TurnPurpose.Task).Select(each => each.Purpose.Text));
        Assert.Empty(run.All<UnitReturned>("u0").Concat(run.All<UnitReturned>("u2")).Concat(run.All<UnitReturned>("u3")));
    }

    [Fact(Timeout = 60000)]
    public async Task Fix_turns_are_counted_over_the_returns_of_a_unit()
    {
        var run = new MemoryRun((request, tree) =>
        {
            tree.Write($"{request.Unit}-{request.Task}-{tree.Folder.Count}.txt", "x");
            return AgentVerdict.Finished;
        })
        {
            Config = new ChooConfig { BaselineAttempts = 2 },
            Baseline = [new Gate("check", "has never.txt")],
        }.Unit("a", [], "true");

        await run.RunAsync();

        Assert.Equal(2, run.All<AgentInvoked>("a").Count(each => each.Purpose == TurnPurpose.Baseline));
        Assert.Equal([1, 2], run.All<AgentInvoked>("a").Where(each => each.Purpose == TurnPurpose.Baseline).Select(each => each.Attempt));
        Assert.Equal(DiagnosticCodes.BaselineRed.Id, Assert.Single(run.All<UnitFailed>("a")).Diagnostic.Code);
        Assert.Equal(0, run.Worktrees.Held);
    }

    [Fact(Timeout = 60000)]
    public async Task A_fix_turn_takes_a_slot_like_any_other()
    {
        var (now, most) = (0, 0);
        var run = new MemoryRun((request, tree) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            tree.Write(request.Task == 0 ? $"{request.Unit}.fixed" : $"{request.Unit}.txt", "x");
            Interlocked.Decrement(ref now);
            return AgentVerdict.Finished;
        })
        {
            Baseline = [new Gate("check", "has u0.fixed")],
            Limits = new TrainLimits(4),
            Parallelism = 1,
        };

        Assert.IsType<RunCompleted>(await MemoryRun.Many(run, 3).RunAsync());
        Assert.Equal(1, most);
    }

    [Fact(Timeout = 60000)]
    public async Task A_target_that_a_person_moved_before_the_merge_costs_no_proof()
    {
        MemoryRun? run = null;
        run = new MemoryRun((request, tree) =>
        {
            var tip = run!.Git["main"]!;
            run.Git["main"] = run.Git.Commit(run.Git.WriteTree(run.Git.FilesOf(tip).SetItem("person.txt", "x")), [tip], "a person's");
            return MemoryAgents.WriteOwnFile(request, tree);
        })
        {
            Baseline = [new Gate("check", "has person.txt")],
        }.Unit("a", [], "true");

        Assert.IsType<RunCompleted>(await run.RunAsync());
        Assert.Equal(1, Proofs(run));
    }

    [Fact(Timeout = 60000)]
    public async Task A_target_that_never_stands_still_gives_a_unit_up_after_a_while()
    {
        var moves = 0;
        var run = new MemoryRun(MemoryAgents.WriteOwnFile) { Limits = new TrainLimits(2, Rounds: 3) }.Unit("a", [], "true");
        run.Landing.BeforeAdvance = () =>
        {
            var tip = run.Git["main"]!;
            run.Git["main"] = run.Git.Commit(run.Git.WriteTree(run.Git.FilesOf(tip).SetItem($"person{++moves}.txt", "x")), [tip], "a person's");
        };

        await run.RunAsync();

        Assert.Equal(3, moves);
        Assert.Equal(DiagnosticCodes.TargetKeepsMoving.Id, Assert.Single(run.All<UnitFailed>("a")).Diagnostic.Code);
    }

    [Fact(Timeout = 60000)]
    public async Task Without_merging_each_unit_is_proved_as_it_is_in_a_clean_room_and_fixed_there()
    {
        var run = new MemoryRun((request, tree) =>
        {
            tree.Write(request.Task == 0 ? $"{request.Unit}.fixed" : $"{request.Unit}.txt", "x");
            return AgentVerdict.Finished;
        })
        {
            NoMerge = true,
            Baseline = [new Gate("check", "has a.fixed")],
        }.Unit("a", [], "true").Unit("b", ["a"], "true");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Contains("a.fixed", run.Git.FilesOf(run.Git["choo/b"]!).Keys);
        Assert.Single(run.All<AgentInvoked>(), each => each.Purpose == TurnPurpose.Baseline);
        Assert.All(run.All<UnitCompleted>(), completed => Assert.NotNull(completed.Branch));
    }

    [Fact(Timeout = 60000)]
    public async Task A_setup_command_that_fails_in_a_clean_room_is_a_failed_proof()
    {
        var run = new MemoryRun((request, tree) =>
        {
            tree.Write(request.Task == 0 ? "ready.txt" : $"{request.Unit}.txt", "x");
            return AgentVerdict.Finished;
        })
        {
            Config = new ChooConfig { Worktree = new WorktreeConfig { Setup = [new SetupCommand("has ready.txt", "a.txt")] } },
        }.Unit("a", [], "true");

        Assert.IsType<RunCompleted>(await run.RunAsync());
        Assert.Equal("setup", Assert.Single(run.All<BaselineFailed>("a")).Evidence[0].Gate);
    }

    [Fact(Timeout = 60000)]
    public async Task A_room_that_cannot_be_made_fails_the_units_that_were_to_be_proved_there()
    {
        MemoryRun? run = null;
        run = new MemoryRun(MemoryAgents.WriteOwnFile).Unit("a", [], "true");
        run.Worktrees.RefuseRooms = true;

        await run.RunAsync();

        Assert.Equal(DiagnosticCodes.GitFailed.Id, Assert.Single(run.All<UnitFailed>("a")).Diagnostic.Code);
        Assert.NotNull(run.Git["refs/choo/runs/run/a"]);
    }

    [Fact(Timeout = 60000)]
    public async Task A_resumed_run_proves_and_lands_what_waited()
    {
        var run = MemoryRun.Many(new MemoryRun(MemoryAgents.WriteOwnFile), 3);
        run.Landing.Refusal = "local changes";
        await run.RunAsync();
        Assert.Equal(3, run.State.Counts.Waiting);
        run.Landing.Refusal = null;

        Assert.IsType<RunCompleted>(await run.ResumeAsync());

        Assert.Equal(3, run.Agents.Turns.Count);
    }
}

using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Landing;
using Choo.Core.Tests.Flow.Memory;
using Xunit;

namespace Choo.Core.Tests.Flow;

/// <summary>How many proofs a run needs, counted by its journal, and that what lands is what was proved.</summary>
public sealed class ProofCountTests
{
    [Theory(Timeout = 60000)]
    [InlineData(8)]
    [InlineData(40)]
    public async Task N_units_of_which_none_fails_are_N_proofs_in_the_journal(int units)
    {
        var run = MemoryRun.Many(new MemoryRun(MemoryAgents.WriteOwnFile) { Baseline = [new Gate("check", "true")] }, units);

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal(units, run.All<BaselineStarted>().Count());
        Assert.Equal(units, run.All<BaselinePassed>().Count());
        Assert.Empty(run.All<BaselineFailed>());
    }

    [Fact(Timeout = 60000)]
    public async Task A_proof_of_an_earlier_run_lands_a_unit_without_a_gate_or_a_room()
    {
        var proofs = new MemoryProofs(_ => true);
        var run = MemoryRun.Many(new MemoryRun(MemoryAgents.WriteOwnFile) { Baseline = [new Gate("build", "true"), new Gate("check", "has README.md")], Proofs = proofs }, 2);

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.DoesNotContain(run.Gates.Runs, each => each.Gate.Name is "build" or "check");
        Assert.Empty(run.Worktrees.Rooms);
        Assert.All(run.All<BaselinePassed>(), passed => Assert.Equal(("conditions", 2), (passed.Conditions, passed.Evidence.Count(each => each.Reused?.Run == "earlier"))));
        Assert.All(run.All<UnitMerged>(), merged => Assert.All(merged.Evidence, each => Assert.Equal(run.Git.Find(merged.Commit).Tree, each.Tree)));
        Assert.All(proofs.Asked, asked => Assert.Equal<string>(["true", "has README.md"], asked.Commands));
    }

    [Fact(Timeout = 60000)]
    public async Task A_tree_that_no_earlier_run_proved_runs_its_gates_and_records_the_conditions()
    {
        var run = MemoryRun.Many(new MemoryRun(MemoryAgents.WriteOwnFile) { Baseline = [new Gate("check", "has u0.txt")], Proofs = new MemoryProofs(_ => false) }, 1);

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.True(Assert.Single(run.Gates.Runs, each => each.Gate.Name == "check").KeepsResults);
        var passed = Assert.Single(run.All<BaselinePassed>());
        Assert.Equal(("conditions", null), (passed.Conditions, passed.Evidence[0].Reused));
    }

    [Theory(Timeout = 60000)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Nothing_lands_that_was_not_proved_as_that_very_tree_though_a_person_moves_the_target_at_each_step(int proofs)
    {
        var persons = new HashSet<string>(StringComparer.Ordinal);
        MemoryRun? run = null;
        run = MemoryRun.Many(
            new MemoryRun((request, tree) =>
            {
                Move();
                return MemoryAgents.WriteOwnFile(request, tree);
            })
            {
                Baseline = [new Gate("check", "has README.md")],
                Limits = new TrainLimits(proofs, Rounds: 100),
                Parallelism = 3,
            },
            6);
        run.Landing.BeforeAdvance = Move;

        Assert.IsType<RunCompleted>(await run.RunAsync());

        var proved = run.Gates.Runs.Where(each => each.Gate.Name == "check").Select(each => each.Tree).ToHashSet(StringComparer.Ordinal);
        var heads = run.All<UnitLanding>().Where(landing => run.All<UnitCompleted>().Any(completed => completed.Commit == landing.Commit)).Select(landing => landing.Head!).ToArray();
        Assert.Equal(6, run.All<UnitMerged>().Count());
        Assert.All(heads, head => Assert.Contains(run.Git.Find(head).Tree, proved));
        Assert.All(run.All<UnitMerged>(), merged => Assert.All(merged.Evidence, each => Assert.Equal(run.Git.Find(merged.Commit).Tree, each.Tree)));
        Assert.All(persons, commit => Assert.True(run.Git.Contains(run.Git["main"]!, commit)));
        Assert.InRange(persons.Count, 12, 100);

        void Move()
        {
            lock (run!.Landing.Ref)
            {
                if (persons.Count < 30)
                {
                    var tip = run.Git["main"]!;
                    var moved = run.Git.Commit(run.Git.WriteTree(run.Git.FilesOf(tip).SetItem($"person{persons.Count}.txt", "x")), [tip], "a person's");
                    run.Git["main"] = moved;
                    persons.Add(moved);
                }
            }
        }
    }
}

using Choo.Core.Events;
using Choo.Core.State;
using Choo.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Choo.Core.Tests.State;

public sealed class RunStateProperties
{
    private static readonly Gen<(int Units, int Parallelism, int Seed)> Runs =
        from units in Gen.Choose(0, 30)
        from parallelism in Gen.Choose(1, 6)
        from seed in Gen.Choose(0, 1_000_000)
        select (units, parallelism, seed);

    private static readonly Gen<(int Units, int Locks, int Parallelism, int Seed)> LockedRuns =
        from run in Runs
        from locks in Gen.Choose(1, 10)
        select (run.Units, locks, run.Parallelism, run.Seed);

    private static void ForAll(Action<Simulation, int> check) => Check.QuickThrowOnFailure(Prop.ForAll(Runs.ToArbitrary(), run =>
    {
        check(new Simulation(run.Units, run.Parallelism, run.Seed), run.Seed);
    }));

    [Fact]
    [Incident("25", "random graphs, ends and crashes")]
    public void Every_run_ends_and_a_failed_unit_blocks_exactly_what_depends_on_it() => ForAll((run, _) =>
    {
        run.Play();
        run.AssertOver();
    });

    [Fact]
    public void No_two_units_that_name_the_same_lock_ever_run_or_land_at_once_and_every_run_ends() => Check.QuickThrowOnFailure(Prop.ForAll(LockedRuns.ToArbitrary(), each =>
    {
        var run = new Simulation(each.Units, each.Parallelism, each.Seed, each.Locks);
        for (var crash = 1; crash <= each.Seed % 4; crash++)
        {
            run.Play(atMost: run.Events.Count + (each.Seed % 37));
            run.Crash();
        }

        run.Play();
        run.AssertOver();
    }));

    [Fact]
    public void A_run_to_which_units_are_added_ends_with_all_of_them_and_its_events_give_the_same_state() => Check.QuickThrowOnFailure(Prop.ForAll(LockedRuns.ToArbitrary(), each =>
    {
        var run = new Simulation(each.Units, each.Parallelism, each.Seed, each.Seed % 2 == 0 ? 0 : each.Locks, additions: 5);
        if (each.Seed % 3 == 0)
        {
            run.Play(atMost: each.Seed % 60);
            run.Crash();
        }

        run.Play();

        run.AssertOver();
        Assert.Equal(run.State.Units.Select(Told), run.Replay().Units.Select(Told));
    }));

    [Fact]
    public void Two_hundred_units_over_ten_locks_all_end()
    {
        var run = new Simulation(200, 8, seed: 11, locks: 10);
        run.Play();
        run.AssertOver();
    }

    [Fact]
    public void The_same_events_give_the_same_state() => ForAll((run, _) =>
    {
        run.Play();
        var again = run.Replay();
        Assert.Equal(run.State.Counts, again.Counts);
        Assert.Equal(run.State.Running, again.Running);
        Assert.Equal(run.State.Reason, again.Reason);
        Assert.Equal(run.State.Units.Select(Told), again.Units.Select(Told));
    });

    [Fact]
    public void A_run_that_crashed_anywhere_goes_on_to_its_end_and_starts_nothing_that_is_complete() => ForAll((run, seed) =>
    {
        run.Play(atMost: seed % 60);
        var complete = run.State.Units.Where(unit => unit.State == UnitState.Complete).Select(unit => unit.Id).ToHashSet();
        var before = run.Events.Count;

        run.Crash();
        run.Play();

        run.AssertOver();
        Assert.DoesNotContain(run.Events.Skip(before), e => e.Data is UnitStarted && complete.Contains(e.Unit!));
    });

    [Fact]
    public void A_run_that_crashes_again_and_again_ends_too() => ForAll((run, seed) =>
    {
        for (var crash = 1; crash <= 4; crash++)
        {
            run.Play(atMost: run.Events.Count + (seed % 17));
            run.Crash();
        }

        run.Play();
        run.AssertOver();
    });

    private static string Told(UnitProgress unit) =>
        $"{unit.Id} {unit.State} {unit.Phase} {unit.Tip} {unit.Commit} {unit.Failure} {string.Join(',', unit.BlockedBy)} {unit.Started:O} {unit.Ended:O}";
}

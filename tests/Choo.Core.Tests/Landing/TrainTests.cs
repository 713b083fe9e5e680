using Choo.Core.Landing;
using Xunit;

namespace Choo.Core.Tests.Landing;

public sealed class TrainTests
{
    private Train train = new(new TrainLimits(Proofs: 3), "m");

    private List<TrainCommand> Take()
    {
        var taken = new List<TrainCommand>();
        while (train.TakeNext() is { } command)
        {
            taken.Add(command);
            if (command is TrainCommand.Merge merge)
            {
                train.Merged(merge.Unit, $"{merge.Onto}+{merge.Unit}");
            }
        }

        return taken;
    }

    private void Join(params ReadOnlySpan<string> units)
    {
        foreach (var unit in units)
        {
            train.Join(unit, unit);
        }
    }

    [Fact]
    public void Each_unit_is_proved_on_top_of_those_ahead_and_several_proofs_run_at_once()
    {
        Join("a", "b", "c", "d");

        Assert.Equal(
            [
                new TrainCommand.Merge("a", "a", "m"), new TrainCommand.Merge("b", "b", "m+a"), new TrainCommand.Merge("c", "c", "m+a+b"),
            ],
            Take().OfType<TrainCommand.Merge>());
    }

    [Fact]
    public void A_proof_behind_one_that_runs_does_not_land_and_then_both_land_together()
    {
        Join("a", "b");
        Take();
        train.Passed("m+a+b");
        Assert.Empty(Take());

        train.Passed("m+a");

        var land = Assert.IsType<TrainCommand.Land>(Assert.Single(Take()));
        Assert.Equal(("m", "m+a+b"), (land.From, land.To));
        Assert.Equal(["a", "b"], land.Cars.Select(car => car.Unit));
    }

    [Fact]
    public void A_failed_first_unit_leaves_for_a_fix_turn_and_those_behind_are_merged_and_proved_without_it()
    {
        Join("a", "b");
        Take();

        train.Failed("m+a");

        var next = Take();
        Assert.Contains(new TrainCommand.Fix("a", "m+a", "m"), next);
        Assert.Contains(new TrainCommand.Cancel("m+a+b"), next);
        Assert.Contains(new TrainCommand.Merge("b", "b", "m"), next);
        Assert.Equal("m+b", next.OfType<TrainCommand.Prove>().Single().Commit);
    }

    [Fact]
    public void A_failure_behind_a_proof_that_still_runs_is_blamed_on_nobody_until_that_has_landed()
    {
        Join("a", "b");
        Take();

        train.Failed("m+a+b");
        Assert.DoesNotContain(Take(), command => command is TrainCommand.Fix);

        train.Passed("m+a");
        Take();
        train.Landed("m+a");
        Assert.Equal(new TrainCommand.Fix("b", "m+a+b", "m+a"), Assert.Single(Take()));
    }

    [Fact]
    public void A_failure_on_top_of_one_that_fails_too_is_tried_again_without_it()
    {
        Join("a", "b");
        Take();

        train.Failed("m+a+b");
        train.Failed("m+a");

        var next = Take();
        Assert.Equal([new TrainCommand.Fix("a", "m+a", "m")], next.OfType<TrainCommand.Fix>());
        Assert.Equal("m+b", next.OfType<TrainCommand.Prove>().Single().Commit);
    }

    [Fact]
    public void A_failure_is_blamed_when_what_it_stood_on_lands_together_with_others()
    {
        train = new Train(new TrainLimits(Proofs: 4), "m");
        Join("a", "c", "b");
        Take();
        train.Failed("m+a+c");
        Take();
        train.Passed("m+a+b");
        train.Passed("m+a");
        Assert.Equal("m+a+b", Take().OfType<TrainCommand.Land>().Single().To);

        train.Landed("m+a+b");

        Assert.Equal(new TrainCommand.Fix("c", "m+a+c", "m+a"), Assert.Single(Take()));
    }

    [Fact]
    public void The_window_halves_on_a_failure_and_grows_by_one_on_a_pass()
    {
        Join("a", "b", "c", "d", "e");
        Take();
        Assert.Equal(3, train.Window);

        train.Failed("m+a");
        Assert.Equal(1, train.Window);
        Assert.Equal("m+b", Take().OfType<TrainCommand.Prove>().Single().Commit);

        train.Passed("m+b");
        Assert.Equal(2, train.Window);
    }

    [Fact]
    public void A_unit_that_conflicts_with_the_target_leaves_for_a_conflict_turn()
    {
        train.Join("a", "a");
        Assert.IsType<TrainCommand.Merge>(train.TakeNext());

        train.Conflicted("a");

        Assert.Equal(new TrainCommand.Resolve("a", "m"), train.TakeNext());
        Assert.Empty(train.Units);
    }

    [Fact]
    public void A_unit_that_conflicts_only_with_one_ahead_stands_aside_until_that_has_landed()
    {
        Join("a", "b", "c");
        train.TakeNext();
        train.Merged("a", "m+a");
        Assert.Equal(new TrainCommand.Merge("b", "b", "m+a"), train.TakeNext());
        train.Conflicted("b");
        Assert.Equal(new TrainCommand.Merge("b", "b", "m"), train.TakeNext());
        train.Merged("b", "m+b");

        Assert.Equal(new TrainCommand.Merge("c", "c", "m+a"), train.TakeNext());
        train.Merged("c", "m+a+c");
        Take();
        train.Passed("m+a");
        Take();
        train.Landed("m+a");
        Assert.Contains(new TrainCommand.Merge("b", "b", "m+a+c"), Take());
    }

    [Fact]
    public void A_unit_whose_conflict_ahead_left_meanwhile_does_not_stand_aside()
    {
        Join("a", "b");
        train.TakeNext();
        train.Merged("a", "m+a");
        train.TakeNext();
        train.Conflicted("b");
        Assert.Equal(new TrainCommand.Merge("b", "b", "m"), train.TakeNext());
        Assert.IsType<TrainCommand.Prove>(train.TakeNext());
        train.Failed("m+a");
        train.Merged("b", "m+b");

        Assert.Contains(new TrainCommand.Merge("b", "b", "m"), Take());
    }

    [Fact]
    public void A_target_that_somebody_moved_makes_every_unit_merged_and_proved_anew()
    {
        Join("a");
        Take();
        train.Passed("m+a");
        Take();

        train.TargetMoved("n");

        Assert.Equal([new TrainCommand.Merge("a", "a", "n"), new TrainCommand.Prove("n+a", "n", [new TrainCar("a", "a", "n+a")])], Take(), Same);
    }

    [Fact]
    public void Where_the_checkout_stands_in_the_way_units_land_one_by_one()
    {
        Join("a", "b");
        Take();
        train.Passed("m+a");
        train.Passed("m+a+b");
        Assert.Equal(2, Take().OfType<TrainCommand.Land>().Single().Cars.Length);

        train.Refused();

        Assert.Equal("m+a", Take().OfType<TrainCommand.Land>().Single().To);
    }

    [Fact]
    public void A_batch_that_fails_is_proved_in_halves_until_one_unit_stands_alone()
    {
        var batched = new Train(new TrainLimits(Proofs: 1, Batch: 4), "m");
        foreach (var unit in new[] { "a", "b", "c", "d" })
        {
            batched.Join(unit, unit);
        }

        var fixes = new List<string>();
        var proofs = 0;
        while (batched.TakeNext() is { } command)
        {
            switch (command)
            {
                case TrainCommand.Merge merge:
                    batched.Merged(merge.Unit, $"{merge.Onto}+{merge.Unit}");
                    break;
                case TrainCommand.Prove prove when prove.Commit.Contains('c', StringComparison.Ordinal):
                    proofs++;
                    batched.Failed(prove.Commit);
                    break;
                case TrainCommand.Prove prove:
                    proofs++;
                    batched.Passed(prove.Commit);
                    break;
                case TrainCommand.Land land:
                    batched.Landed(land.To);
                    break;
                case TrainCommand.Fix fix:
                    fixes.Add(fix.Unit);
                    break;
            }
        }

        Assert.Equal(["c"], fixes);
        Assert.Equal("m+a+b+d", batched.Target);
        Assert.InRange(proofs, 4, 5);
    }

    private static bool Same(TrainCommand one, TrainCommand other) => one is TrainCommand.Prove a && other is TrainCommand.Prove b
        ? a.Commit == b.Commit && a.Units.SequenceEqual(b.Units)
        : one == other;

    [Fact]
    public void A_proof_that_may_linger_covers_those_that_come_meanwhile()
    {
        train = new Train(new TrainLimits(Proofs: 1, Batch: 3), "m");
        Join("a");
        var merge = Assert.IsType<TrainCommand.Merge>(train.TakeNext(lingers: true));
        train.Merged(merge.Unit, "m+a");

        Assert.Null(train.TakeNext(lingers: true));
        Assert.True(train.IsWaitingForMore);
        Join("b");
        train.Merged(Assert.IsType<TrainCommand.Merge>(train.TakeNext(lingers: true)).Unit, "m+a+b");
        Assert.Null(train.TakeNext(lingers: true));

        Assert.Equal(["a", "b"], Assert.IsType<TrainCommand.Prove>(train.TakeNext()).Units);
        Assert.False(train.IsWaitingForMore);
    }

    [Fact]
    public void A_full_proof_does_not_linger()
    {
        train = new Train(new TrainLimits(Proofs: 1, Batch: 2), "m");
        Join("a", "b");
        train.Merged(Assert.IsType<TrainCommand.Merge>(train.TakeNext(lingers: true)).Unit, "m+a");
        train.Merged(Assert.IsType<TrainCommand.Merge>(train.TakeNext(lingers: true)).Unit, "m+a+b");

        Assert.Equal(["a", "b"], Assert.IsType<TrainCommand.Prove>(train.TakeNext(lingers: true)).Units);
    }
}

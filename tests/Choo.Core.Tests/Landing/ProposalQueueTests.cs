using Choo.Core.Landing;
using Xunit;

namespace Choo.Core.Tests.Landing;

/// <summary>The queue of units that are proposed: each is merged onto the target alone.</summary>
public sealed class ProposalQueueTests
{
    private readonly ProposalQueue queue = new(new TrainLimits(2, Rounds: 1), "t0");

    private TrainCommand? Next() => queue.TakeNext();

    private void Merge(string unit, string commit)
    {
        Assert.Equal(unit, Assert.IsType<TrainCommand.Merge>(Next()).Unit);
        queue.Merged(unit, commit);
    }

    [Fact]
    public void Each_is_merged_onto_the_target_alone_and_proved_beside_others()
    {
        queue.Join("a", "tipA");
        queue.Join("b", "tipB");
        queue.Join("c", "tipC");
        Assert.Equal(new TrainCommand.Merge("a", "tipA", "t0"), Next());
        Assert.Equal(new TrainCommand.Merge("b", "tipB", "t0"), Next());
        Assert.Equal(new TrainCommand.Merge("c", "tipC", "t0"), Next());
        queue.Merged("a", "mA");
        queue.Merged("b", "mB");
        queue.Merged("c", "mC");

        Assert.Equal(("mA", "t0"), Next() is TrainCommand.Prove a ? (a.Commit, a.Onto) : default);
        Assert.Equal("mB", Assert.IsType<TrainCommand.Prove>(Next()).Commit);
        Assert.Null(Next());

        queue.Passed("mB");
        var land = Assert.IsType<TrainCommand.Land>(Next());
        Assert.Equal(("t0", "mB", new TrainCar("b", "tipB", "mB")), (land.From, land.To, Assert.Single(land.Cars)));
        Assert.True(queue.IsLanding);
        Assert.Equal("mC", Assert.IsType<TrainCommand.Prove>(Next()).Commit);
        queue.Passed("mA");
        Assert.Null(Next());

        queue.NotLanded();
        queue.Leave("b");
        Assert.Equal("mA", Assert.IsType<TrainCommand.Land>(Next()).To);
    }

    [Fact]
    public void What_fails_or_conflicts_leaves_for_a_turn_and_may_join_again()
    {
        queue.Join("a", "tipA");
        queue.Join("b", "tipB");
        Merge("a", "mA");
        Assert.IsType<TrainCommand.Merge>(Next());
        queue.Conflicted("b");
        Assert.Equal(new TrainCommand.Resolve("b", "t0"), Next());
        Assert.IsType<TrainCommand.Prove>(Next());
        queue.Failed("mA");
        Assert.Equal(new TrainCommand.Fix("a", "mA", "t0"), Next());
        Assert.Null(Next());
        queue.Join("a", "tipA2");
        Assert.Equal(new TrainCommand.Merge("a", "tipA2", "t0"), Next());
    }

    [Fact]
    public void A_target_that_moved_makes_all_be_merged_and_proved_anew()
    {
        queue.Join("a", "tipA");
        queue.Join("b", "tipB");
        Merge("a", "mA");
        Assert.IsType<TrainCommand.Merge>(Next());
        Assert.IsType<TrainCommand.Prove>(Next());

        queue.TargetMoved("t1");
        queue.Merged("b", "stale");
        queue.Passed("mA");

        Assert.Equal(new TrainCommand.Cancel("mA"), Next());
        Assert.Equal(new TrainCommand.Merge("a", "tipA", "t1"), Next());
        Assert.Equal(new TrainCommand.Merge("b", "tipB", "t1"), Next());
        Assert.Null(Next());
    }

    [Fact]
    public void A_target_that_keeps_moving_makes_it_give_a_unit_up()
    {
        queue.Join("a", "tipA");
        for (var round = 1; round <= 2; round++)
        {
            Merge("a", $"m{round}");
            Assert.IsType<TrainCommand.Prove>(Next());
            queue.Passed($"m{round}");
            Assert.IsType<TrainCommand.Land>(Next());
            queue.TargetMoved($"t{round}");
        }

        Assert.Equal(new TrainCommand.GiveUp("a"), Next());
        Assert.Null(Next());
    }

    [Fact]
    public void A_unit_that_leaves_is_forgotten_and_its_proof_ended()
    {
        queue.Join("a", "tipA");
        Merge("a", "mA");
        Assert.IsType<TrainCommand.Prove>(Next());
        queue.Leave("a");
        queue.Leave("nobody");
        Assert.Equal(new TrainCommand.Cancel("mA"), Next());
        queue.Passed("mA");
        queue.Merged("a", "late");
        Assert.Null(Next());
    }

    [Fact]
    public void What_stands_on_another_proposal_is_merged_onto_that_whatever_the_target_does()
    {
        var queue = new ProposalQueue(new TrainLimits(1, 1), "t0");
        queue.Join("b", "b1", "p1");

        Assert.Equal(new TrainCommand.Merge("b", "b1", "p1"), queue.TakeNext());
        queue.Merged("b", "m1");
        Assert.Equal("p1", Assert.IsType<TrainCommand.Prove>(queue.TakeNext()).Onto);
        queue.TargetMoved("t1");
        Assert.Null(queue.TakeNext());
        queue.Passed("m1");
        Assert.Equal(("p1", "m1"), queue.TakeNext() is TrainCommand.Land land ? (land.From, land.To) : default);
        queue.TargetMoved("t2");
        Assert.Null(queue.TakeNext());
        queue.NotLanded();
        Assert.Null(queue.TakeNext());
    }
}

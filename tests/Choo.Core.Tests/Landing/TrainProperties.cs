using Choo.Core.Landing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Choo.Core.Tests.Landing;

public sealed class TrainProperties
{
    private static readonly Gen<(int Units, TrainLimits Limits, int Seed)> Trains =
        from units in Gen.Choose(0, 24)
        from proofs in Gen.Choose(1, 5)
        from batch in Gen.Choose(1, 6)
        from seed in Gen.Choose(0, 1_000_000)
        select (units, new TrainLimits(proofs, batch), seed);

    private static string[] Units(int count) => [.. Enumerable.Range(0, count).Select(number => $"u{number}")];

    private static void ForAll(Action<int, TrainLimits, int> check) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Trains.ToArbitrary(), train => check(train.Units, train.Limits, train.Seed)));

    [Fact]
    public void Every_unit_lands_or_leaves_and_only_what_was_proved_lands() => ForAll((count, limits, seed) =>
    {
        var units = Units(count);
        var run = new TrainSimulation(units, TrainFaults.Random(units, seed), limits, seed);
        run.Play();
        Assert.Equal(units.Order(), run.Landed.Concat(run.Left).Order());
    });

    [Fact]
    public void A_unit_is_sent_to_a_fix_turn_only_for_a_failure_that_what_landed_and_it_show_together() => ForAll((count, limits, seed) =>
    {
        // The simulation asserts it at each fix turn; here many units fail together.
        var units = Units(count);
        var faults = TrainFaults.Random(units, seed);
        for (var i = 1; i < units.Length; i += 2)
        {
            faults.RedTogether.Add((units[i - 1], units[i]));
        }

        new TrainSimulation(units, faults, limits, seed).Play();
    });

    [Fact]
    public void Where_nothing_is_wrong_every_unit_is_proved_once_and_none_is_cancelled() => ForAll((count, limits, seed) =>
    {
        var run = new TrainSimulation(Units(count), new TrainFaults(), limits with { Batch = 1 }, seed);
        run.Play();
        Assert.Equal(count, run.Landed.Count);
        Assert.Equal(count, run.Proofs);
        Assert.Equal(0, run.Cancelled);
    });

    [Fact]
    public void A_target_that_moves_all_the_time_ends_in_giving_units_up() => ForAll((count, limits, seed) =>
    {
        var units = Units(count);
        var run = new TrainSimulation(units, new TrainFaults { Moves = int.MaxValue }, limits with { Rounds = 3 }, seed);
        run.Play();
        Assert.Equal(units.Order(), run.Landed.Concat(run.Left).Order());
    });
}

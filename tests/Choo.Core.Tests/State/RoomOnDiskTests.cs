using Choo.Core.Flow;
using FsCheck.Fluent;
using Xunit;

namespace Choo.Core.Tests.State;

public sealed class RoomOnDiskTests
{
    [Fact]
    public void A_unit_starts_when_there_is_room_and_waits_only_after_outputs_were_dropped() =>
        FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(
            (from free in Gen.Choose(0, 1000) from least in Gen.Choose(-10, 1000) from dropped in Gen.Elements(true, false) select (free, least, dropped)).ToArbitrary(),
            each =>
            {
                var decision = RoomOnDisk.Decide(each.free, each.least, each.dropped);
                Assert.Equal(each.free >= each.least || each.least <= 0, decision == RoomDecision.Start);
                Assert.True(decision != RoomDecision.Wait || each.dropped);
                Assert.True(decision != RoomDecision.MakeRoom || !each.dropped);
            }));
}

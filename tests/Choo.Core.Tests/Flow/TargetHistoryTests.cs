using Choo.Core.Flow;
using Xunit;

namespace Choo.Core.Tests.Flow;

public sealed class TargetHistoryTests
{
    [Fact]
    public void What_choo_landed_is_in_the_target_from_there_on_and_not_before()
    {
        var history = new TargetHistory("start", []);
        history.Move("start", "one", ["a"]);
        history.Move("one", "two", ["b", "c"]);

        Assert.Equal((false, true, true), (history.Holds("start", "a"), history.Holds("one", "a"), history.Holds("two", "a")));
        Assert.Equal((false, true), (history.Holds("one", "c"), history.Holds("two", "c")));
        Assert.Equal((true, true, false), (history.Knows("start"), history.Knows("two"), history.Knows("theirs")));
    }

    [Fact]
    public void After_the_branch_was_moved_back_nothing_is_taken_for_granted()
    {
        var history = new TargetHistory("start", []);
        history.Move("start", "one", ["a"]);
        history.Move("start", "other", ["b"]);

        Assert.Equal((false, true, true), (history.Holds("other", "a"), history.Holds("other", "b"), history.Holds("one", "a")));
        history.Move("other", "two", ["c"]);
        Assert.Equal((false, true), (history.Holds("two", "a"), history.Holds("two", "b")));
    }

    [Fact]
    public void A_spec_that_was_seen_is_known_after_choos_own_landings_and_not_after_a_persons_commit()
    {
        var history = new TargetHistory("start", ["a"]);
        history.Move("start", "one", ["x"]);

        Assert.Equal((true, true, false), (history.HasSeenSpec("start", "a"), history.HasSeenSpec("one", "a"), history.HasSeenSpec("theirs", "a")));
        history.Move("theirs", "two", ["y"]);
        Assert.False(history.HasSeenSpec("two", "a"));
        history.SeeSpec("two", "a");
        Assert.Equal((true, false), (history.HasSeenSpec("two", "a"), history.HasSeenSpec("two", "b")));
    }
}

using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Xunit;

namespace Choo.Core.Tests.State;

/// <summary>What the events of a pull request make of its unit.</summary>
public sealed class PullRequestStateTests
{
    private static readonly PullRequestFeedback Asked = new(5, 1, DateTimeOffset.UnixEpoch, [new FeedbackItem(FeedbackKind.Thread, "T", "ann", "x")]);
    private readonly RunState state = new(new RunStarted
    {
        Version = "1",
        Target = "main",
        Base = "t0",
        TasksDir = "t",
        Parallelism = 1,
        Units = [new PlannedUnit("a", "t/a", [], "claude", [])],
    });

    private long seq;

    public PullRequestStateTests()
    {
        state.TakeNextCommand();
        Apply(new UnitQueued(), new UnitStarted(0, 0), new UnitPrepared("t0", "u1", "w"), new UnitVerified("u1", "tree", "t0"));
    }

    private UnitProgress Unit => state.Unit("a");

    private void Apply(params EventData[] events)
    {
        foreach (var data in events)
        {
            state.Apply(new RunEvent(++seq, DateTimeOffset.UnixEpoch.AddSeconds(seq), "run", data is RunResumed or RunInterrupted ? null : "a", null, data));
        }
    }

    private void Open() => Apply(new PullRequestPushing("choo/a", "m1", "t0"), new PullRequestOpened(5, "url", "choo/a", "m1"));

    [Fact]
    public void It_is_open_then_in_review_and_holds_no_slot()
    {
        Apply(new PullRequestPushing("choo/a", "m1", "t0"));
        Assert.Equal((UnitState.Merging, "m1", false), (Unit.State, Unit.Tip, Unit.PullRequest!.IsPushed));
        Apply(new PullRequestOpened(5, "url", "choo/a", "m1"));
        Assert.Equal((UnitState.PrOpen, UnitPhase.PullRequest, 5), (Unit.State, Unit.Phase, Unit.PullRequest!.Number));
        Apply(new PullRequestReviewed(5, PullRequestStatus.InProgress));
        Assert.Equal((UnitState.InReview, PullRequestStatus.InProgress), (Unit.State, Unit.PullRequest!.Status));
        Assert.Equal((0, 0, false), (state.Running, state.Counts.Complete, Unit.State.IsTerminal()));
        Assert.Equal(("pr_open", "in_review"), (UnitState.PrOpen.Name(), UnitState.InReview.Name()));
    }

    [Fact]
    public void A_round_counts_once_its_answer_is_pushed()
    {
        Open();
        Apply(Asked);
        Assert.Equal((UnitState.Ready, UnitPhase.QueuedForFeedbackTurn), (Unit.State, Unit.Phase));
        Assert.Equal(Asked, Assert.IsType<Repair.Feedback>(Unit.Repair).Asked);
        Assert.IsType<Command.Start>(state.TakeNextCommand());
        Apply(new UnitStarted(0, 0), new UnitPrepared("t0", "m1", "w"), new AgentInvoked(TurnPurpose.Feedback, "claude", 1, "l"));
        Assert.Equal(UnitPhase.FeedbackTurn, Unit.Phase);
        Apply(new UnitCommitted("u2", "tree", "s"), new UnitVerified("u2", "tree", "t0"), new PullRequestPushing("choo/a", "m2", "t0"));
        Assert.Equal((0, Asked), (Unit.PullRequest!.Rounds, Unit.PullRequest.Asked));
        Apply(new PullRequestUpdated(5, "m2"));
        Assert.Equal((1, null, Asked.Seen), (Unit.PullRequest!.Rounds, Unit.PullRequest.Asked, Unit.PullRequest.Seen));
        Assert.Equal("m1 m2", string.Join(' ', Unit.PullRequest.Heads));
    }

    [Fact]
    public void A_moved_target_sends_it_through_the_queue_again()
    {
        Open();
        Apply(new PullRequestOutdated(5, "t1"));
        Assert.Equal((UnitState.Merging, true), (Unit.State, Unit.PullRequest!.IsOutdated));
        Assert.Equal(new Command.Join("a"), state.TakeNextCommand());
        Apply(new PullRequestPushing("choo/a", "m2", "t1"));
        Assert.False(Unit.PullRequest!.IsOutdated);
    }

    [Theory]
    [InlineData("open")]
    [InlineData("review")]
    [InlineData("feedback")]
    [InlineData("waiting")]
    [InlineData("failed")]
    public void After_an_end_it_joins_the_queue_where_its_pull_request_is_found(string where)
    {
        Open();
        Apply(where switch
        {
            "review" => new PullRequestReviewed(5, PullRequestStatus.Approved),
            "feedback" => Asked,
            "waiting" => new UnitWaiting(DiagnosticCodes.PullRequestTimeout.Because("x")),
            "failed" => new UnitFailed(DiagnosticCodes.Internal.Because("x")),
            _ => new PullRequestQueued(5, "m1"),
        });

        Apply(new RunInterrupted(RunSignal.SIGINT), new RunResumed(0));

        Assert.Equal((UnitState.Merging, 5, "m1"), (Unit.State, Unit.PullRequest!.Number, Unit.Tip));
        Assert.Equal(new Command.Join("a"), state.TakeNextCommand());
        Apply(new PullRequestReviewed(5, PullRequestStatus.Pending));
        Assert.Equal((UnitState.PrOpen, null), (Unit.State, Unit.PullRequest!.Asked));
    }

    [Fact]
    public void Its_merge_and_completion_end_it()
    {
        Open();
        Apply(new PullRequestQueued(5, "m1"), new PullRequestMerged(5, "s"), new UnitMerged("s", "main", "m1", []), new UnitCompleted("s", null));
        Assert.Equal((UnitState.Complete, "s", "m1", "s"), (Unit.State, Unit.Commit, Unit.PullRequest!.Queued, Unit.PullRequest.Merged));
        Assert.Equal(1, state.Counts.Complete);
    }
}

using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Forge;
using Choo.Core.Gates;
using Choo.Core.State;
using Choo.Core.Tests.Flow.Memory;
using Choo.Testing;
using Xunit;

namespace Choo.Core.Tests.Routes;

/// <summary>What people, other pull requests and choo do at the same moment.</summary>
public sealed class PullRequestRaceTests
{
    [Fact(Timeout = 60000)]
    [Incident("T55", "two pull requests are approved at once")]
    public async Task Two_that_are_approved_at_once_are_proved_together_before_the_second_is_merged()
    {
        var run = new ProposedRun(null, null, new Gate("build", "true"));
        run.Run.Unit("a", [], "true").Unit("b", [], "true");
        run.Forge.People = _ =>
        {
            if (run.Forge.All.Count == 2)
            {
                run.Forge.All.Where(pull => pull.Reactions.Count == 0).ToList().ForEach(pull => pull.React(ReactionKind.ThumbsUp));
            }
        };

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        var proved = run.Run.All<BaselinePassed>().Select(each => run.Run.Git.Find(each.Commit!).Tree).ToHashSet();
        Assert.All(run.Forge.All, pull => Assert.Contains(run.Run.Git.Find(pull.MergeCommit!).Tree, proved));
        Assert.Single(run.Run.All<PullRequestOutdated>());
    }

    [Fact(Timeout = 60000)]
    [Incident("T55", "a reviewer adds to a thread while it is answered")]
    public async Task What_is_said_in_a_thread_while_it_is_answered_is_answered_too()
    {
        var run = new ProposedRun();
        run.Run.Unit("a", [], "true");
        run.Forge.People = pull =>
        {
            if (pull.Polls == 1)
            {
                pull.Comment("rename it");
            }
            else if (run.Turns(TurnPurpose.Feedback) > 1)
            {
                pull.React(ReactionKind.ThumbsUp);
            }
        };
        var answer = run.Answer;
        run.Answer = (request, tree) =>
        {
            answer(request, tree);
            if (run.Turns(TurnPurpose.Feedback) == 1)
            {
                run.Forge.Of("a").Reply(run.Forge.Of("a").Threads[0].Comments[0].Id, new ForgeUser("ann", false), "and make it shorter");
            }
        };

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        Assert.Equal(["rename it", "and make it shorter"], run.Run.All<PullRequestFeedback>("a").Select(each => Assert.Single(each.Items).Text));
    }

    [Theory(Timeout = 60000)]
    [InlineData(true)]
    [InlineData(false)]
    [Incident("T55", "a reviewer approves while the answer is made")]
    public async Task An_approval_that_comes_while_an_answer_is_made_is_none_of_the_answer(bool formal)
    {
        var run = new ProposedRun();
        run.Run.Unit("a", [], "true");
        var approvals = 0;
        void Approve(MemoryPullRequest pull)
        {
            approvals++;
            if (formal)
            {
                pull.Judge(ReviewState.Approved);
            }
            else
            {
                pull.React(ReactionKind.ThumbsUp);
            }
        }

        run.Forge.People = pull =>
        {
            if (pull.Polls == 1)
            {
                pull.Comment("rename it");
            }
            else if (pull.Polls == 5)
            {
                Approve(pull);
            }
        };
        var answer = run.Answer;
        run.Answer = (request, tree) =>
        {
            answer(request, tree);
            Approve(run.Forge.Of("a"));
        };

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        Assert.Equal(2, approvals);
        Assert.Equal("pushing opened feedback1 pushing pushing updated approved merged", run.Story("a"));
    }

    [Fact(Timeout = 60000)]
    public async Task What_somebody_pushes_in_the_moment_of_the_merge_is_told()
    {
        var run = new ProposedRun(null, null, new Gate("build", "true"));
        run.Run.Unit("a", [], "true");
        var pushed = false;
        run.Forge.Step = request =>
        {
            if (request == "merge" && !pushed)
            {
                pushed = true;
                run.Push("person.txt", "x");
            }
        };

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        Assert.Equal((true, true), (run.Run.Target.ContainsKey("person.txt"), run.Run.Target.ContainsKey("a.txt")));
        var told = Assert.Single(run.Run.All<DiagnosticReported>("a")).Diagnostic;
        Assert.Equal(DiagnosticCodes.MergedUnproved.Id, told.Code);
        Assert.Contains("pull request #1 ", told.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task What_is_merged_as_it_was_proved_is_told_by_nothing()
    {
        var run = new ProposedRun(new PullRequestConfig { Method = MergeMethod.Merge }, null, new Gate("build", "true"));
        run.Run.Unit("a", [], "true");

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        Assert.Empty(run.Run.All<DiagnosticReported>());
    }

    [Fact]
    public void An_approval_of_an_older_commit_is_none_of_the_answer()
    {
        var at = DateTimeOffset.UnixEpoch;
        PullRequestProgress? known = null;
        foreach (var data in (EventData[])
            [
                new PullRequestPushing("choo/a", "m0", "t"), new PullRequestOpened(5, "", "choo/a", "m0"), new PullRequestFeedback(5, 1, at.AddSeconds(3), []),
                new PullRequestPushing("choo/a", "m1", "t"), new PullRequestPushing("choo/a", "m1", "t") { Seen = at.AddSeconds(9) }, new PullRequestUpdated(5, "m1"),
                new PullRequestPushing("choo/a", "m2", "t"), new PullRequestUpdated(5, "m2"),
            ])
        {
            known = PullRequestProgress.After(known, data, at);
        }

        Assert.Equal((at.AddSeconds(3), at.AddSeconds(9), "m1"), (known!.Seen!.Value, known.AnsweredAt!.Value, known.Answer));
        Assert.Equal((false, true, true, null), (known.HasAnswer("m0"), known.HasAnswer("m1"), known.HasAnswer("m2"), known.HasAnswer("x")));
    }
}

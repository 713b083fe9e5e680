using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Forge;
using Choo.Core.State;
using Xunit;

namespace Choo.Core.Tests.Routes;

/// <summary>What goes wrong between choo and the forge, and kills at every step.</summary>
public sealed class PullRequestFaultTests
{
    /// <summary>A unit that is asked for changes once, and one that depends on it.</summary>
    private static ProposedRun Reviewed()
    {
        var run = new ProposedRun(null, new ReviewConfig { Timeout = TimeSpan.FromHours(2) });
        run.Run.Unit("a", [], "true").Unit("b", ["a"], "true");
        run.Forge.People = pull =>
        {
            if (pull.Head == "choo/a" && pull.Threads.Count == 0)
            {
                pull.Comment("rename it");
                pull.Judge(ReviewState.ChangesRequested, "too long");
            }
            else if (pull.Head == "choo/b" || run.Remote.Pushes.Count(push => push.Branch == "choo/a") > 1)
            {
                pull.Judge(ReviewState.Approved);
            }
        };
        return run;
    }

    private static void AssertDoneOnce(ProposedRun run)
    {
        Assert.Empty(run.Run.Bugs);
        Assert.All(run.Run.State.Units, unit => Assert.Equal(UnitState.Complete, unit.State));
        Assert.Equal(["choo/a", "choo/b"], run.Forge.All.Select(pull => pull.Head));
        Assert.All(run.Forge.All, pull => Assert.Equal(PullRequestState.Merged, pull.State));
        Assert.All(run.Forge.Of("a").Threads, thread => Assert.Equal(2, thread.Comments.Length));
        Assert.Single(run.Forge.Of("a").Comments);
        Assert.Equal(2, run.Forge.Requests.Count(request => request == "merge"));
        Assert.Equal(run.Remote["main"], run.Run.Git["main"]);
        Assert.True(run.Run.Target["a.txt"].Length > 1);
        Assert.Equal(run.Remote.Pushes.Length, run.Remote.Pushes.Distinct().Count());
    }

    [Theory(Timeout = 60000)]
    [InlineData("create")]
    [InlineData("reply")]
    [InlineData("comment")]
    [InlineData("merge")]
    [InlineData("snapshot")]
    [InlineData("find")]
    [InlineData("delete")]
    public async Task A_lost_answer_makes_nothing_twice(string request)
    {
        var run = Reviewed();
        var lost = 0;
        run.Forge.Loses = each => each == request && Interlocked.Increment(ref lost) == 1;

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        AssertDoneOnce(run);
        Assert.True(lost > 0);
    }

    [Theory(Timeout = 60000)]
    [InlineData("create")]
    [InlineData("reply")]
    [InlineData("merge")]
    [InlineData("snapshot")]
    [InlineData("rules")]
    [InlineData("me")]
    public async Task Limits_and_outages_are_waited_out(string request)
    {
        var run = Reviewed();
        var refused = 0;
        var until = DateTimeOffset.MinValue;
        run.Forge.Refuses = each =>
        {
            if (each != request)
            {
                return null;
            }

            Assert.True(run.Clock.GetUtcNow() >= until, "asked before the limit ended");
            switch (Interlocked.Increment(ref refused))
            {
                case 1:
                    return new ForgeFailure.RateLimited(until = run.Clock.GetUtcNow().AddMinutes(40), "quota");
                case 2:
                    return new ForgeFailure.Unavailable("502");
                default:
                    return null;
            }
        };
        run.Remote.Unreachable = 3;

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        Assert.True(refused > 2);
        Assert.Equal(2, run.Forge.All.Count);
        Assert.All(run.Run.State.Units, unit => Assert.Equal(UnitState.Complete, unit.State));
    }

    [Theory(Timeout = 60000)]
    [InlineData("create")]
    [InlineData("snapshot")]
    public async Task A_limit_that_names_a_time_beyond_reason_is_asked_about_again(string request)
    {
        var run = Reviewed();
        var refused = 0;
        run.Forge.Refuses = each => each == request && Interlocked.Increment(ref refused) == 1 ? new ForgeFailure.RateLimited(run.Clock.GetUtcNow().AddYears(1), "quota") : null;
        var begin = run.Clock.GetUtcNow();

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        Assert.InRange(run.Clock.GetUtcNow() - begin, TimeSpan.FromHours(2), TimeSpan.FromHours(3));
        AssertDoneOnce(run);
    }

    [Theory(Timeout = 60000)]
    [InlineData("create", "CHOO5024")]
    [InlineData("snapshot", "CHOO5024")]
    [InlineData("merge", "CHOO5024")]
    public async Task What_is_refused_for_good_waits_for_a_person_and_goes_on_from_there(string request, string code)
    {
        var run = Reviewed();
        run.Forge.Refuses = each => each == request ? new ForgeFailure.Forbidden("no", "pull_requests=write") : null;

        await run.Run.RunAsync();

        Assert.Equal(code, run.WaitsWith("a"));
        run.Forge.Refuses = _ => null;
        var work = run.Turns(TurnPurpose.Task);
        Assert.IsType<RunCompleted>(await run.Run.ResumeAsync());
        Assert.Equal(work + 1, run.Turns(TurnPurpose.Task));
        Assert.Equal(2, run.Forge.All.Count);
    }

    [Fact(Timeout = 60000)]
    public async Task A_forge_that_stays_away_is_given_up_with_its_code()
    {
        var run = Reviewed();
        run.Forge.Refuses = _ => new ForgeFailure.Unavailable("502");

        await run.Run.RunAsync();

        Assert.Equal(DiagnosticCodes.ForgeUnavailable.Id, run.WaitsWith("a"));
    }

    [Fact(Timeout = 60000)]
    public async Task Nobody_who_reviews_is_told_after_the_time_and_waited_for_anew()
    {
        var run = new ProposedRun();
        run.Run.Unit("a", [], "true");
        run.Forge.People = _ => { };

        await run.Run.RunAsync();

        Assert.Equal(DiagnosticCodes.PullRequestTimeout.Id, run.WaitsWith("a"));
        run.Forge.People = pull => pull.React(ReactionKind.ThumbsUp);
        Assert.IsType<RunCompleted>(await run.Run.ResumeAsync());
        Assert.Equal("pushing opened pending approved merged", run.Story("a"));
        Assert.Single(run.Remote.Pushes);
    }

    /// <summary>The process is killed before or after each request that is made and each push, and what was not on the disk is lost.</summary>
    [Fact(Timeout = 120000)]
    public async Task A_kill_at_any_step_makes_nothing_twice()
    {
        for (var step = 1; ; step++)
        {
            var run = Reviewed();
            var wasKilled = await run.RunKilledAsync(step);
            AssertDoneOnce(run);
            if (!wasKilled)
            {
                Assert.True(step > 40, $"only {step} steps");
                return;
            }
        }
    }
}

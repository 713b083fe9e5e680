using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Forge;
using Choo.Core.Gates;
using Choo.Core.State;
using Xunit;

namespace Choo.Core.Tests.Routes;

/// <summary>Units that begin on the open pull request of the one that they depend on.</summary>
public sealed class StackedFlowTests
{
    private const string Shared = "shared.txt";

    /// <summary>
    /// A chain of three that all change the same file; nothing is approved before all three are open. Virtual hours pass while one of them works.
    /// </summary>
    private static ProposedRun Chain(PullRequestConfig? config = null, params Gate[] baseline)
    {
        var run = new ProposedRun(config ?? new PullRequestConfig { Stack = true }, new ReviewConfig { Timeout = TimeSpan.FromDays(1000) }, baseline);
        run.Run.File(Shared, "nothing").Unit("a", [], "true").Unit("b", ["a"], "true").Unit("c", ["a", "b"], "true");
        run.Work = (request, tree) => tree.Write(Shared, $"{tree.Folder[Shared]} {request.Unit}");
        run.Forge.People = pull =>
        {
            if (run.Forge.All.Count == 3)
            {
                pull.Judge(ReviewState.Approved);
            }
        };
        return run;
    }

    private static string Problems(ProposedRun run) => string.Join('\n', run.Run.Events.Select(e => e.Data switch
    {
        UnitWaiting waiting => $"{waiting.Diagnostic}",
        UnitFailed failed => $"{failed.Diagnostic}",
        _ => null,
    }).OfType<string>());

    private static void AssertLanded(ProposedRun run)
    {
        Assert.Empty(run.Run.Bugs);
        Assert.True(Problems(run) is "", Problems(run));
        Assert.All(run.Run.State.Units, unit => Assert.Equal(UnitState.Complete, unit.State));
        Assert.Equal(["choo/a", "choo/b", "choo/c"], run.Forge.All.Select(pull => pull.Head));
        Assert.All(run.Forge.All, pull => Assert.Equal((PullRequestState.Merged, "main"), (pull.State, pull.Base)));
        Assert.Equal("nothing a b c", run.Run.Target[Shared]);
        Assert.Empty(run.Run.All<UnitConflict>());
        Assert.Equal(run.Remote["main"], run.Run.Git["main"]);
        Assert.All(run.Forge.All, pull => Assert.Null(run.Remote[pull.Head]));
    }

    [Fact(Timeout = 60000)]
    public async Task A_chain_is_open_as_a_whole_and_merged_one_after_the_other()
    {
        var run = Chain(null, new Gate("build", "has a.txt"));

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        AssertLanded(run);
        Assert.Equal([null, "choo/a", "choo/b"], run.Run.All<PullRequestOpened>().Select(each => each.Base));
        Assert.Equal([null, "a", "b"], run.Run.All<PullRequestPushing>().Take(3).Select(each => each.Below));
        Assert.Equal("pushing opened approved merged", run.Story("a"));
        Assert.Equal("pushing opened approved outdated pushing updated approved merged", run.Story("b"));
        var onto = run.Run.All<PullRequestPushing>("b").ToArray();
        Assert.Equal((run.Forge.Of("a").LastHead, run.Forge.Of("a").MergeCommit), (onto[0].Onto, onto[1].Onto));
        Assert.Equal(2, run.Run.All<BaselinePassed>("b").Count());
        Assert.Equal("main", Assert.Single(run.Run.All<PullRequestOutdated>("b")).Base);
        Assert.Contains("It builds on a (#1).", run.Forge.Of("b").Body, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task What_is_asked_of_the_one_below_does_not_stop_those_above()
    {
        var run = Chain();
        var people = run.Forge.People;
        run.Forge.People = pull =>
        {
            if (pull.Head == "choo/a" && run.Forge.All.Count == 3 && pull.Threads.Count == 0)
            {
                pull.Comment("rename it");
            }
            else if (pull.Head != "choo/a" || run.Remote.Pushes.Count(push => push.Branch == "choo/a") > 1)
            {
                people(pull);
            }
        };

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        AssertLanded(run);
        Assert.Equal("a+", run.Run.Target["a.txt"]);
    }

    [Fact(Timeout = 60000)]
    public async Task One_that_conflicts_with_what_it_stands_on_is_brought_onto_that()
    {
        var run = Chain();
        var answer = run.Answer;
        run.Answer = (request, tree) =>
        {
            answer(request, tree);
            tree.Write(Shared, request.Unit == "a" ? "nothing a, said well" : "nothing a b c");
        };
        var people = run.Forge.People;
        run.Forge.People = pull =>
        {
            if (pull.Head == "choo/a" && run.Forge.All.Count == 3 && pull.Threads.Count == 0)
            {
                pull.Comment("say it well");
            }
            else if (run.Remote.Pushes.Count(push => push.Branch == "choo/b") > 1)
            {
                people(pull);
            }
        };

        await run.Run.RunAsync();
        Assert.Empty(run.Run.Bugs);
        Assert.True(Problems(run) is "", Problems(run));

        Assert.NotEmpty(run.Run.All<UnitConflict>("b"));
        Assert.Equal(run.Run.All<PullRequestPushing>("a").Last().Commit, run.Run.All<PullRequestPushing>("b").ElementAt(1).Onto);
        Assert.All(run.Forge.All, pull => Assert.Equal((PullRequestState.Merged, "main"), (pull.State, pull.Base)));
        Assert.Equal("nothing a b c", run.Run.Target[Shared]);
    }

    [Fact(Timeout = 60000)]
    public async Task One_that_depends_on_two_waits_until_one_of_them_is_merged()
    {
        var run = new ProposedRun(new PullRequestConfig { Stack = true }, new ReviewConfig { Timeout = TimeSpan.FromDays(1000) });
        run.Run.Unit("a", [], "true").Unit("b", [], "true").Unit("c", ["a", "b"], "true");
        run.Forge.People = pull =>
        {
            if (pull.Head == "choo/a" || run.Forge.All.Count == 3)
            {
                pull.React(ReactionKind.ThumbsUp);
            }
        };

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        Assert.Equal("b", run.Run.All<PullRequestPushing>("c").First().Below);
        Assert.Superset(new HashSet<string> { "a.txt", "b.txt", "c.txt" }, run.Run.Target.Keys.ToHashSet());
        Assert.Empty(run.Run.Bugs);
    }

    [Fact(Timeout = 60000)]
    public async Task Those_above_one_that_needs_a_person_need_one_too()
    {
        var run = Chain();
        run.Forge.People = pull => pull.State = pull.Head == "choo/a" && run.Forge.All.Count == 3 ? PullRequestState.Closed : pull.State;

        await run.Run.RunAsync();

        Assert.Equal(DiagnosticCodes.PullRequestClosed.Id, run.WaitsWith("a"));
        Assert.Equal([DiagnosticCodes.PullRequestRounds.Id, DiagnosticCodes.PullRequestRounds.Id], [run.WaitsWith("b"), run.WaitsWith("c")]);
        run.Forge.Of("a").State = PullRequestState.Open;
        run.Forge.People = pull => pull.Judge(ReviewState.Approved);
        Assert.IsType<RunCompleted>(await run.Run.ResumeAsync());
        Assert.Equal(3, run.Forge.All.Count);
    }

    [Fact(Timeout = 60000)]
    public async Task Those_above_one_that_failed_in_its_turn_hear_of_it_at_once()
    {
        var run = Chain(null, new Gate("build", "has a.txt"));
        run.Answer = (_, tree) => tree.Delete("a.txt");
        run.Forge.People = pull =>
        {
            if (pull.Head == "choo/a" && run.Forge.All.Count == 3 && pull.Threads.Count == 0)
            {
                pull.Comment("say more");
            }
        };

        await run.Run.RunAsync();

        Assert.Empty(run.Run.Bugs);
        Assert.Equal(UnitState.Failed, run.Run.State.Unit("a").State);
        var (b, c) = (Assert.Single(run.Run.All<UnitWaiting>("b")).Diagnostic, Assert.Single(run.Run.All<UnitWaiting>("c")).Diagnostic);
        Assert.Equal((DiagnosticCodes.PullRequestRounds.Id, DiagnosticCodes.PullRequestRounds.Id), (b.Code, c.Code));
        Assert.EndsWith("stands on #1 of a, which failed", b.Message, StringComparison.Ordinal);
        Assert.EndsWith("stands on #2 of b, which needs a person first", c.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Without_auto_merge_a_person_merges_from_the_bottom()
    {
        var run = Chain(new PullRequestConfig { Stack = true, AutoMerge = false });

        await run.Run.RunAsync();
        Assert.Equal(DiagnosticCodes.PullRequestReady.Id, run.WaitsWith("a"));
        foreach (var unit in new[] { "a", "b", "c" })
        {
            run.Forge.Land(run.Forge.Of(unit));
            await run.Run.ResumeAsync();
            Assert.Equal(UnitState.Complete, run.Run.State.Unit(unit).State);
        }

        Assert.Equal("nothing a b c", run.Run.Target[Shared]);
    }

    [Fact(Timeout = 60000)]
    public async Task A_base_that_somebody_changed_is_not_merged_into()
    {
        var run = Chain();
        var people = run.Forge.People;
        run.Forge.People = pull =>
        {
            run.Remote["develop"] = run.Remote["main"];
            pull.Base = pull.Head == "choo/a" ? "develop" : pull.Base;
            people(pull);
        };

        await run.Run.RunAsync();

        Assert.Equal(DiagnosticCodes.PullRequestChanged.Id, run.WaitsWith("a"));
        Assert.DoesNotContain("merge", run.Forge.Requests);
    }

    /// <summary>The process is killed before or after each request that is made and each push, and what was not on the disk is lost.</summary>
    [Fact(Timeout = 240000)]
    public async Task A_kill_at_any_step_makes_nothing_twice()
    {
        for (var step = 1; ; step++)
        {
            var run = Chain();
            var wasKilled = await run.RunKilledAsync(step);
            AssertLanded(run);
            Assert.Equal(3, run.Forge.Requests.Count(request => request == "merge"));
            Assert.Equal(run.Remote.Pushes.Length, run.Remote.Pushes.Distinct().Count());
            if (!wasKilled)
            {
                Assert.True(step > 60, $"only {step} steps");
                return;
            }
        }
    }
}

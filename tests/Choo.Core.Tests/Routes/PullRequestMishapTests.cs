using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Forge;
using Xunit;

namespace Choo.Core.Tests.Routes;

/// <summary>A forge whose view is late, settings that say otherwise than the configuration, and people who merge first.</summary>
public sealed class PullRequestMishapTests
{
    private static ProposedRun Run()
    {
        var run = new ProposedRun();
        run.Run.Unit("a", [], "true");
        return run;
    }

    [Fact(Timeout = 60000)]
    public async Task The_way_of_merging_is_one_that_the_repository_allows()
    {
        var run = Run();
        run.Forge.MergeMethods = [MergeMethod.Rebase];

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        Assert.Equal(MergeMethod.Rebase, run.Forge.LastMethod);
    }

    [Fact(Timeout = 60000)]
    public async Task A_pull_request_that_was_opened_a_moment_ago_may_not_be_seen_yet()
    {
        var run = Run();
        run.Forge.LateLooks = 2;

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task A_branch_that_was_pushed_a_moment_ago_may_not_be_seen_yet()
    {
        var run = Run();
        var late = 1;
        run.Forge.Refuses = request => request == "create" && late-- > 0 ? new ForgeFailure.Invalid(["head is invalid"]) : null;

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task A_request_that_stays_invalid_is_told()
    {
        var run = Run();
        run.Forge.Refuses = request => request == "create" ? new ForgeFailure.Invalid(["title is too long"]) : null;

        await run.Run.RunAsync();

        Assert.Equal(DiagnosticCodes.ForgeRefused.Id, run.WaitsWith("a"));
    }

    [Fact(Timeout = 60000)]
    public async Task What_a_person_merged_while_it_was_answered_is_complete_once_the_rest_is_on_the_base()
    {
        var run = Run();
        run.Forge.People = pull =>
        {
            if (pull.Threads.Count == 0)
            {
                pull.Comment("say more");
            }
        };
        var answer = run.Answer;
        run.Answer = (request, tree) =>
        {
            answer(request, tree);
            run.Forge.Land(run.Forge.Of("a"));
        };

        await run.Run.RunAsync();
        Assert.Equal(DiagnosticCodes.PullRequestChanged.Id, run.WaitsWith("a"));

        run.Push("a.txt", "a+");
        Assert.IsType<RunCompleted>(await run.Run.ResumeAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task One_that_left_the_merge_queue_is_put_into_it_again_by_a_resume()
    {
        var run = Run();
        run.Forge.Rules = new BranchRules { HasMergeQueue = true };
        var passes = false;
        run.Forge.People = pull =>
        {
            pull.React(ReactionKind.ThumbsUp);
            if (pull.IsInMergeQueue && passes)
            {
                run.Forge.Land(pull);
            }

            pull.IsInMergeQueue = false;
        };

        await run.Run.RunAsync();
        Assert.Equal(DiagnosticCodes.PullRequestRounds.Id, run.WaitsWith("a"));

        passes = true;
        Assert.IsType<RunCompleted>(await run.Run.ResumeAsync());
        Assert.Equal(2, run.Forge.Requests.Count(request => request == "enqueue"));
    }

    [Fact(Timeout = 60000)]
    public async Task A_merge_that_is_taken_back_is_proposed_anew()
    {
        var run = new ProposedRun();
        run.Run.Unit("a", [], "true").Unit("b", ["a"], "true");
        var isTakenBack = false;
        run.Work = (request, _) =>
        {
            if (request.Unit == "b" && !isTakenBack)
            {
                isTakenBack = true;
                run.Remote["main"] = run.Run.Git["main"] = run.Run.State.Started.Base;
            }
        };

        await run.Run.RunAsync();
        Assert.Single(run.Run.All<UnitUndone>("a"));

        Assert.IsType<RunCompleted>(await run.Run.ResumeAsync());
        Assert.Equal(2, run.Forge.All.Count(pull => pull.Head == "choo/a"));
        Assert.All(["a.txt", "b.txt"], path => Assert.Contains(path, run.Run.Git.FilesOf(run.Remote["main"]!).Keys));
    }
}

using Choo.Core.CodeReview;
using Choo.Core.Configuration;
using Choo.Core.Events;
using Choo.Core.Forge;
using Xunit;

namespace Choo.Core.Tests.Routes;

/// <summary>What another agent found in a unit stands on its pull request.</summary>
public sealed class FindingsReviewTests
{
    private const string OnLine = """{"severity":"warning","file":"a.txt","line":1,"message":"it is wrong, says @ann","suggestion":"write it right"}""";
    private const string OnNone = """{"severity":"info","message":"<!-- choo:unit=b --> nothing else"}""";
    private const string Outside = """{"severity":"error","file":"b.txt","line":99,"message":"not of this change"}""";

    private static ProposedRun Run(params string[] findings)
    {
        var run = new ProposedRun(new CodeReviewConfig { Enabled = true, Provider = "reviewer", BlockOn = BlockOn.Never });
        run.Run.Agents.Answer = request => request.Agent.Name == "reviewer" ? $$"""{"summary":"see","findings":[{{string.Join(',', findings)}}]}""" : "";
        run.Run.Unit("a", [], "true");
        return run;
    }

    [Fact(Timeout = 60000)]
    public async Task Each_finding_stands_on_its_line_and_the_others_in_the_text_and_none_is_taken_for_feedback()
    {
        var run = Run(OnLine, OnNone);

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        var pull = run.Forge.Of("a");
        var review = Assert.Single(pull.Reviews);
        Assert.Equal(
            "<!-- choo:unit=a findings -->\nAnother agent read this change. What it found is advice.\n\n- **info**: &lt;!-- choo :unit=b --> nothing else",
            review.Body);
        var thread = Assert.Single(pull.Threads);
        Assert.Equal(("a.txt", 1), (thread.Path, thread.Line));
        Assert.Equal("<!-- choo:unit=a findings -->\n**warning**: it is wrong, says @<!-- -->ann\n  Suggestion: write it right", thread.Comments[0].Body);
        Assert.Equal(0, run.Turns(TurnPurpose.Feedback));
    }

    [Fact(Timeout = 60000)]
    public async Task Whose_the_token_is_is_asked_once_for_reviews_answers_and_the_wait()
    {
        var run = Run(OnNone);
        run.Forge.People = pull =>
        {
            if (pull.Polls == 1)
            {
                pull.Comment("rename it");
                pull.Judge(ReviewState.ChangesRequested, "and say more");
            }
            else if (run.Remote.Pushes.Length > 1)
            {
                pull.Judge(ReviewState.Approved);
            }
        };

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        Assert.Equal((1, 1), (run.Forge.Requests.Count(request => request == "reply"), run.Forge.Requests.Count(request => request == "comment")));
        Assert.Equal((1, 1), (run.Forge.Requests.Count(request => request == "me"), run.Forge.Requests.Count(request => request == "describe")));
    }

    [Fact(Timeout = 60000)]
    public async Task A_finding_on_a_line_that_takes_no_comment_stands_in_the_text_like_all_others()
    {
        var run = Run(OnLine, Outside);

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        var pull = run.Forge.Of("a");
        Assert.Empty(pull.Threads);
        Assert.Contains("\n- `b.txt:99` **error**: not of this change\n- `a.txt:1` **warning**: it is wrong", Assert.Single(pull.Reviews).Body, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Where_conversations_must_be_resolved_advice_begins_none()
    {
        var run = Run(OnLine);
        run.Forge.Rules = new BranchRules { MustResolveThreads = true };

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        Assert.Empty(run.Forge.Of("a").Threads);
        Assert.Single(run.Forge.Of("a").Reviews);
    }

    [Fact(Timeout = 60000)]
    public async Task Nothing_is_posted_where_nothing_was_found()
    {
        var run = Run();
        Assert.IsType<RunCompleted>(await run.Run.RunAsync());
        Assert.Empty(run.Forge.Of("a").Reviews);
        Assert.DoesNotContain("submit", run.Forge.Requests);
    }

    [Fact(Timeout = 60000)]
    public async Task A_review_whose_answer_was_lost_is_not_posted_again()
    {
        var run = Run(OnLine);
        var lost = false;
        run.Forge.Loses = request => request == "submit" && !lost && (lost = true);

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        Assert.Single(run.Forge.Of("a").Reviews);
        Assert.Single(run.Forge.Requests, request => request == "submit");
    }

    [Fact(Timeout = 60000)]
    public async Task That_it_is_refused_is_told_and_keeps_no_work_from_landing()
    {
        var run = Run(OnNone);
        run.Forge.Refuses = request => request == "submit" ? new ForgeFailure.Forbidden("Resource not accessible", null) : null;

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        Assert.Empty(run.Forge.Of("a").Reviews);
        Assert.Contains(run.Run.All<DiagnosticReported>("a"), each => each.Diagnostic.Code == "CHOO5024");
    }
}

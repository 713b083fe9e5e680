using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Forge;
using Choo.Core.State;
using Xunit;

namespace Choo.Core.Tests.Routes;

/// <summary>A feature's units are gathered on its branch, and the run ends with one pull request.</summary>
public sealed class FeaturePullRequestTests
{
    [Fact(Timeout = 60000)]
    public async Task A_run_ends_with_one_pull_request_that_lists_the_units()
    {
        var run = new FeatureRun(config: new PullRequestConfig { Labels = ["choo"] });
        run.Run.Unit("a", [], "true").Unit("b", ["a"], "true", "true").Plan("b", "issue: 7\n").File("pull_request_template.md", "## Notes\n");

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        var pull = Assert.Single(run.Forge.All);
        Assert.Equal(("main", "trunk", "Feature shop", "choo"), (pull.Head, pull.Base, pull.Title, Assert.Single(pull.Labels)));
        Assert.Equal(run.Run.Git["main"], run.Remote["main"]);
        Assert.StartsWith("## Notes\n\n<!-- choo:feature=shop -->\nWhat `main` has for `trunk`.", pull.Body, StringComparison.Ordinal);
        Assert.Contains($"<!-- choo:of=a -->\n- [x] **a**: Task 1 ({run.Run.State.Unit("a").Commit})\n  - build: `true`, ", pull.Body, StringComparison.Ordinal);
        Assert.Contains("- [x] **b**: Task 1, and 1 more (", pull.Body, StringComparison.Ordinal);
        Assert.Contains("  - 2 agent turns, ", pull.Body, StringComparison.Ordinal);
        Assert.EndsWith("  - Closes #7\n\n<!-- choo:end -->\n", pull.Body, StringComparison.Ordinal);
        var opened = Assert.Single(run.Run.All<FeatureProposed>());
        Assert.Equal((pull.Key.Number, "main", "trunk", run.Remote["main"]!), (opened.Number, opened.Branch, opened.Target, opened.Commit));
        Assert.Equal(pull.Key.Number, run.Run.State.Feature?.Number);
        Assert.IsType<RunCompleted>(run.Run.Events[^1].Data);
    }

    [Fact(Timeout = 60000)]
    public async Task A_later_run_finds_it_and_keeps_what_others_wrote()
    {
        var first = new FeatureRun();
        first.Run.Unit("a", [], "true");
        Assert.IsType<RunCompleted>(await first.Run.RunAsync());
        var pull = first.Proposed;
        pull.Body = $"A person's words.\n\n{pull.Body.Replace("**a**", "**a**, again", StringComparison.Ordinal)}And more.\n";

        var later = new FeatureRun();
        later.Run.Unit("b", [], "true");
        later.Forge.All.Add(pull);
        Assert.IsType<RunCompleted>(await later.Run.RunAsync());

        Assert.Same(pull, Assert.Single(later.Forge.All));
        Assert.StartsWith("A person's words.\n\n<!-- choo:feature=shop -->\n", pull.Body, StringComparison.Ordinal);
        Assert.Contains("<!-- choo:of=a -->\n- [x] **a**, again: Task 1", pull.Body, StringComparison.Ordinal);
        Assert.Contains("<!-- choo:of=b -->\n- [x] **b**: Task 1", pull.Body, StringComparison.Ordinal);
        Assert.EndsWith("<!-- choo:end -->\nAnd more.\n", pull.Body, StringComparison.Ordinal);
        Assert.Equal(pull.Key.Number, Assert.Single(later.Run.All<FeatureUpdated>()).Number);
        Assert.DoesNotContain("create", later.Forge.Requests);
    }

    [Fact(Timeout = 60000)]
    public async Task A_lost_answer_makes_no_second_one()
    {
        var run = new FeatureRun();
        run.Run.Unit("a", [], "true");
        run.Forge.Loses = request => request == "create";

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        Assert.Single(run.Forge.All);
    }

    [Fact(Timeout = 60000)]
    public async Task What_keeps_it_from_being_opened_fails_the_run_and_a_resume_opens_it()
    {
        var run = new FeatureRun();
        run.Run.Unit("a", [], "true");
        run.Forge.Refuses = request => request == "create" ? new ForgeFailure.Forbidden("no", null) : null;

        Assert.IsType<RunFailed>(await run.Run.RunAsync());

        Assert.Equal((DiagnosticCodes.ForgePermission.Id, UnitState.Complete), (run.Reason, run.Run.State.Unit("a").State));
        run.Forge.Refuses = _ => null;
        Assert.IsType<RunCompleted>(await run.Run.ResumeAsync());
        Assert.Single(run.Forge.All);
        Assert.Single(run.Run.All<UnitCompleted>());
    }

    [Fact(Timeout = 60000)]
    public async Task A_run_that_is_killed_anywhere_at_its_end_makes_one()
    {
        var whole = new FeatureRun();
        whole.Run.Unit("a", [], "true");
        await whole.Run.RunAsync();
        var end = whole.Run.Events.FindIndex(e => e.Data is UnitCompleted);
        for (var kept = end + 1; kept <= whole.Run.Events.Count; kept++)
        {
            var run = new FeatureRun();
            run.Run.Unit("a", [], "true");
            await run.Run.RunAsync();

            Assert.IsType<RunCompleted>(await run.Run.ResumeKilledAsync(Math.Min(kept, run.Run.Events.Count)));

            Assert.Single(run.Forge.All);
        }
    }

    [Fact(Timeout = 60000)]
    public async Task A_stop_while_it_is_opened_interrupts_the_run_and_a_resume_opens_it()
    {
        var run = new FeatureRun();
        run.Run.Unit("a", [], "true");
        using var stop = new CancellationTokenSource();
        run.Forge.Step = request =>
        {
            if (request == "find")
            {
                stop.Cancel();
            }
        };

        Assert.IsType<RunInterrupted>(await run.Run.RunAsync(stop.Token));

        run.Forge.Step = _ => { };
        Assert.IsType<RunCompleted>(await run.Run.ResumeAsync());
        Assert.Single(run.Forge.All);
    }

    [Fact(Timeout = 60000)]
    public async Task Commits_of_others_on_the_remotes_branch_are_not_lost()
    {
        var run = new FeatureRun();
        run.Run.Unit("a", [], "true");
        run.Run.Begun = first => (run.Remote["trunk"], run.Remote["main"]) = (first, run.Run.Git.Commit(run.Run.Git.Find(first).Tree, [first], "a person's"));
        var theirs = "";
        run.Run.AfterLanding = () => theirs = run.Remote["main"]!;

        Assert.IsType<RunFailed>(await run.Run.RunAsync());

        Assert.Equal((DiagnosticCodes.FeatureMoved.Id, theirs), (run.Reason, run.Remote["main"]));
        Assert.Empty(run.Forge.All);
    }

    [Fact(Timeout = 60000)]
    public async Task One_that_is_not_choos_is_left_alone()
    {
        var run = new FeatureRun();
        run.Run.Unit("a", [], "true");
        run.Forge.All.Add(new Flow.Memory.MemoryPullRequest(1, new NewPullRequest("main", "trunk", "mine", "my words", false), new ForgeUser("ann", false)));

        Assert.IsType<RunFailed>(await run.Run.RunAsync());

        Assert.Equal((DiagnosticCodes.PullRequestChanged.Id, "my words"), (run.Reason, Assert.Single(run.Forge.All).Body));
    }

    [Fact(Timeout = 60000)]
    public async Task Units_that_failed_keep_it_from_being_opened()
    {
        var run = new FeatureRun();
        run.Run.Unit("a", [], "true").Unit("b", [], "false");

        Assert.IsType<RunFailed>(await run.Run.RunAsync());

        Assert.Null(run.Reason);
        Assert.Empty(run.Forge.All);
        Assert.Null(run.Remote["main"]);
    }

    [Fact(Timeout = 60000)]
    public async Task Units_may_be_pull_requests_to_the_features_branch()
    {
        var run = new FeatureRun(proposesUnits: true);
        run.Run.Unit("a", [], "true").Unit("b", ["a"], "true").Plan("a", "issue: 4\n");

        Assert.IsType<RunCompleted>(await run.Run.RunAsync());

        Assert.Equal(["choo/a to main", "choo/b to main", "main to trunk"], run.Forge.All.Select(each => $"{each.Head} to {each.Base}"));
        Assert.Equal(("main", run.Run.State.Started.Base), run.Remote.Pushes[0]);
        Assert.Contains($"- [x] **a**: Task 1 (#{run.Forge.Of("a").Key.Number})\n", run.Proposed.Body, StringComparison.Ordinal);
        Assert.Contains("  - Closes #4\n", run.Proposed.Body, StringComparison.Ordinal);
        Assert.Equal((run.Run.Git["main"], PullRequestState.Open), (run.Remote["main"], run.Proposed.State));
    }

    [Fact(Timeout = 60000)]
    public async Task A_features_branch_does_not_carry_commits_that_a_person_has_not_pushed()
    {
        var run = new FeatureRun(proposesUnits: true);
        run.Run.Unit("a", [], "true");
        run.Run.Begun = first => run.Remote["trunk"] = run.Run.Git.Commit(run.Run.Git.Find(first).Tree, [], "older");

        await run.Run.RunAsync();

        Assert.Equal(DiagnosticCodes.TargetNotPushed.Id, run.Run.All<UnitWaiting>("a").Last().Diagnostic.Code);
        Assert.Empty(run.Remote.Pushes);
    }
}

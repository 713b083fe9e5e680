using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Engine;
using Choo.Testing;
using Choo.Testing.GitHub.Http;
using Choo.Testing.GitHub.State;
using Xunit;
using PullRequest = Choo.Testing.GitHub.State.PullRequest;

namespace Choo.Adapters.Tests.PullRequests;

/// <summary>A feature through the real client and git over HTTP.</summary>
public sealed class FeatureTests
{
    private const string Branch = "feature/shop";

    private static async Task<ProposedEngine> BeginAsync(string land)
    {
        var proposed = await ProposedEngine.StartAsync();
        proposed.Repo.Write(".github/pull_request_template.md", "## Notes\n").Unit("a", tasks: new SpecText()).Unit("b", ["a"], tasks: new SpecText());
        proposed.Repo.Write("specs/tasks/a/IMPLEMENTATION_PLAN.md", "---\nunit: a\nissue: 12\n---\n# The plan of a\n\nAsk @alice.\n");
        proposed.Begin();
        if (land == "merge")
        {
            proposed.Repo.Write(".choo.yaml", proposed.Repo.Read(".choo.yaml").Replace("land: pull_request", "land: merge", StringComparison.Ordinal)).Commit();
            proposed.Repo.Git("push", "--quiet", proposed.Hub.Git.Path, ProposedEngine.Main);
        }

        proposed.Hub.Events.On<HubEvent.Opened>(each =>
        {
            if (each.Pull.HeadBranch != Branch)
            {
                proposed.Hub.Reviews.Approve(each.Pull, "alice");
            }
        });
        return proposed;
    }

    private static Task<RunReport> RunAsync(ProposedEngine proposed) => proposed.Engine.RunAsync(request => proposed.Change(request) with { Feature = "shop" });

    private static PullRequest Of(ProposedEngine proposed) => Assert.Single(proposed.Hub.PullRequests.All, pull => pull.HeadBranch == Branch);

    [Fact(Timeout = 120000)]
    public async Task Units_that_are_merged_end_in_one_pull_request_and_a_later_run_brings_it_up_to_date()
    {
        await using var proposed = await BeginAsync("merge");
        var main = proposed.Repo.Tip();

        proposed.Engine.AssertExit(0, await RunAsync(proposed));

        var pull = Of(proposed);
        Assert.Equal((ProposedEngine.Main, proposed.Repo.Tip(Branch)), (pull.BaseBranch, pull.HeadSha));
        Assert.StartsWith("## Notes\n\n<!-- choo:feature=shop -->\n", pull.Body, StringComparison.Ordinal);
        Assert.Contains("  - Closes #12\n", pull.Body, StringComparison.Ordinal);
        Assert.Equal(main, proposed.Repo.Tip());

        proposed.Repo.Git("switch", "--quiet", Branch);
        proposed.Repo.Unit("c", ["b"], tasks: new SpecText()).Commit();
        proposed.Repo.Git("switch", "--quiet", ProposedEngine.Main);
        proposed.Engine.AssertExit(0, await RunAsync(proposed));

        Assert.Same(pull, Of(proposed));
        Assert.Equal(proposed.Repo.Tip(Branch), pull.HeadSha);
        Assert.Equal(["a", "b", "c"], pull.Body!.Split("<!-- choo:of=").Skip(1).Select(part => part.Split(' ')[0]));
        Assert.Single(proposed.Engine.Recorder.Of<FeatureUpdated>());
        Assert.Single(proposed.Hub.Log.Of("POST", "/repos/acme/widgets/pulls"));
    }

    [Fact(Timeout = 120000)]
    public async Task A_run_with_all_units_complete_opens_the_one_pull_request_and_then_says_that_there_is_nothing_to_do()
    {
        await using var proposed = await BeginAsync("merge");
        proposed.Repo.Git("remote", "remove", "origin");
        proposed.Engine.AssertExit(0, await RunAsync(proposed));
        Assert.Equal(DiagnosticCodes.FeatureLeft.Id, Assert.Single(proposed.Engine.Recorder.Of<DiagnosticReported>(), each => each.Diagnostic.Code.StartsWith("CHOO505", StringComparison.Ordinal)).Diagnostic.Code);
        Assert.Empty(proposed.Hub.PullRequests.All);

        // There is a forge now, and nothing else to do; what is refused is made up for by a resume.
        proposed.Repo.Git("remote", "add", "origin", proposed.Hub.CloneUrl);
        proposed.Hub.Faults.Add("POST", "/repos/*/*/pulls", FaultEffect.NoPermission);
        proposed.Engine.AssertExit(3, await RunAsync(proposed));
        proposed.Engine.AssertExit(0, await proposed.ResumeAsync());

        var pull = Of(proposed);
        Assert.Equal((pull.Number, proposed.Repo.Tip(Branch)), (Assert.Single(proposed.Engine.Recorder.Of<FeatureProposed>()).Number, pull.HeadSha));
        Assert.Equal(["a", "b"], pull.Body!.Split("<!-- choo:of=").Skip(1).Select(part => part.Split(' ')[0]));
        Assert.Empty(proposed.Engine.Recorder.Of<BaselinePassed>());

        // It is open: it stays the one.
        proposed.Engine.AssertExit(0, await RunAsync(proposed));
        Assert.Single(proposed.Hub.Log.Of("POST", "/repos/acme/widgets/pulls"), call => call.Worked);
        Assert.Single(proposed.Engine.Recorder.Of<FeatureUpdated>());

        // It is merged, in another commit.
        await proposed.MergeAsync(pull, "squash");
        proposed.Engine.AssertExit(0, await RunAsync(proposed));
        Assert.Contains($"since its pull request #{pull.Number}", Assert.Single(proposed.Engine.Recorder.Of<DiagnosticReported>()).Diagnostic.Message, StringComparison.Ordinal);
        Assert.Single(proposed.Hub.Log.Of("POST", "/repos/acme/widgets/pulls"), call => call.Worked);

        // The target here has all of it: no run at all.
        proposed.Repo.Git("merge", "--quiet", "--no-edit", Branch);
        var nothing = await RunAsync(proposed);
        Assert.Equal((0, null), (nothing.ExitCode, nothing.State));
    }

    [Fact(Timeout = 120000)]
    public async Task Units_that_are_pull_requests_go_to_the_features_branch_and_tell_what_was_done()
    {
        await using var proposed = await BeginAsync("pull_request");

        proposed.Engine.AssertExit(0, await RunAsync(proposed));

        Assert.Equal(["choo/a to feature/shop", "choo/b to feature/shop", "feature/shop to main"], proposed.Hub.PullRequests.All.Select(pull => $"{pull.HeadBranch} to {pull.BaseBranch}"));
        Assert.True(proposed.Of("a").IsMerged && proposed.Of("b").IsMerged && !Of(proposed).IsMerged);
        var body = proposed.Of("a").Body;
        Assert.StartsWith("<!-- choo:unit=a -->\n## Notes\n\nThe unit `a` of ", body, StringComparison.Ordinal);
        Assert.Contains("```markdown\n# The plan of a\n\nAsk @alice.\n```", body, StringComparison.Ordinal);
        Assert.EndsWith("\n\nCloses #12\n", body, StringComparison.Ordinal);
        Assert.Contains($"It builds on a (#{proposed.Of("a").Number}).", proposed.Of("b").Body, StringComparison.Ordinal);
        Assert.Contains("- [x] **a**: ", Of(proposed).Body, StringComparison.Ordinal);
        Assert.Equal(proposed.Repo.Tip(Branch), Of(proposed).HeadSha);
    }
}

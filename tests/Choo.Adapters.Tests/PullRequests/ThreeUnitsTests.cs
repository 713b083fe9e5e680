using Choo.Adapters.Tests.Hosting;
using Choo.Core.Agents;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Engine;
using Choo.Testing;
using Choo.Testing.GitHub.State;
using Xunit;
using PullRequest = Choo.Testing.GitHub.State.PullRequest;

namespace Choo.Adapters.Tests.PullRequests;

/// <summary>
/// Two dependent units and an independent one, from specs to merged pull requests: <c>a</c> is asked for changes twice, <c>b</c> has a red check
/// first, <c>c</c> conflicts with what was merged meanwhile.
/// </summary>
public sealed class ThreeUnitsTests
{
    private const string Check = "build";

    // A conflict is resolved by keeping both; feedback is answered by one more line.
    private const string Whole = """
        if grep -q '^<<<<<<< ' shared.txt; then sed -i -e '/^<<<<<<< /d' -e '/^=======$/d' -e '/^>>>>>>> /d' shared.txt; else echo "answer $n" >> $unit.txt; fi
        """;

    private static async Task<ProposedEngine> BeginAsync(BranchRules rules, string? feature = null, string pullRequest = "")
    {
        var proposed = await ProposedEngine.StartAsync(feature);
        proposed.Repo.Write("shared.txt", "one\n")
            .Unit("a", tasks: new SpecText("do: echo a > a.txt; echo a > shared.txt", "test -f a.txt"))
            .Unit("b", ["a"], tasks: new SpecText("do: echo b > b.txt; env > \"$STATE/env.agent\"", $"env > {proposed.Repo.Around.At("env.gate")}"))
            .Unit("c", tasks: new SpecText("do: echo c > c.txt; echo c > shared.txt", "test -f c.txt"));
        proposed.Begin(Whole.Trim(), pullRequest);
        proposed.Hub.Rules[proposed.Target] = rules;
        Script(proposed);
        return proposed;
    }

    /// <summary>What people and checks do on the forge.</summary>
    private static void Script(ProposedEngine proposed)
    {
        var hub = proposed.Hub;
        PullRequest? a = null, c = null;
        hub.Events.On<HubEvent.ChecksRequested>(each =>
        {
            if (each.Pull.HeadBranch == proposed.Target)
            {
                return;
            }

            var red = each.Pull.HeadBranch == "choo/b" && each.Pull.Pushes == 1 && !each.InQueue;
            hub.Checks.Complete(each.Commit, Check, red ? "failure" : "success", red ? "it is red" : null);
            if (each.InQueue)
            {
                hub.Queue.Step();
            }
        });
        hub.Events.On<HubEvent.Opened>(each =>
        {
            (a, c) = each.Pull.HeadBranch switch { "choo/a" => (each.Pull, c), "choo/c" => (a, each.Pull), _ => (a, c) };

            // Both are open, so what one brings conflicts with the other.
            if (each.Pull.HeadBranch is "choo/a" or "choo/c" && a is not null && c is not null)
            {
                hub.Reviews.RequestChanges(a, "alice", "too short", new LineComment("a.txt", 1, "say more"));
            }
        });
        hub.Events.On<HubEvent.Synchronized>(each =>
        {
            if (each.Pull.HeadBranch == "choo/a" && each.Push == 2)
            {
                hub.Reviews.Comment(each.Pull, "alice", "", new LineComment("a.txt", 1, "and more"));
            }
            else if (each.Pull.HeadBranch is "choo/a" or "choo/b" || (each.Pull.HeadBranch == "choo/c" && a!.IsMerged))
            {
                hub.Reviews.Approve(each.Pull, "alice");
            }
        });
        hub.Events.On<HubEvent.Merged>(each =>
        {
            if (each.Pull.HeadBranch == "choo/a")
            {
                hub.Reviews.Approve(c!, "alice");
            }
        });
        hub.Events.On<HubEvent.Enqueued>(_ => hub.Queue.Step());
        hub.Events.On<HubEvent.Merged>(_ => hub.Queue.Step());
    }

    private static void AssertStory(ProposedEngine proposed, RunReport report)
    {
        proposed.Engine.AssertExit(0, report);
        proposed.AssertLanded("a", "b", "c");
        var recorder = proposed.Engine.Recorder;
        Assert.Equal([1, 2], recorder.Of<PullRequestFeedback>("a").Select(each => each.Round));
        var red = Assert.Single(recorder.Of<PullRequestFeedback>("b"));
        Assert.Equal((FeedbackKind.Check, Check), (Assert.Single(red.Items).Kind.Known, red.Items[0].Author));
        Assert.NotEmpty(recorder.Of<UnitConflict>("c"));
        Assert.Equal(3, proposed.Hub.PullRequests.All.Count(pull => pull.BaseBranch == proposed.Target));
        Assert.All(proposed.Hub.Log.Of("POST", "/repos/acme/widgets/pulls"), call => Assert.Equal(201, call.Status));
        Assert.Equal(["a", "answer 1", "answer 2"], proposed.Repo.Show(proposed.Target, "a.txt").Split('\n'));
        Assert.Equal(["b", "answer 1"], proposed.Repo.Show(proposed.Target, "b.txt").Split('\n'));
        Assert.Equal(["a", "c"], proposed.Repo.Show(proposed.Target, "shared.txt").Split('\n').Order());
        Assert.All(proposed.Of("a").Threads, thread => Assert.Equal("choo-bot", Assert.Single(thread.Comments.Skip(1)).User.Login));
    }

    [Fact(Timeout = 120000)]
    public async Task They_go_from_specs_to_merged_pull_requests()
    {
        await using var proposed = await BeginAsync(new BranchRules { RequiredChecks = [Check], PullRequest = true });

        AssertStory(proposed, await proposed.RunAsync());

        // A token in no environment, file, log or journal of anybody else's.
        var around = Directory.EnumerateFiles(proposed.Repo.Around.At(""), "*", SearchOption.AllDirectories);
        Assert.All(["env.agent", "env.gate"], name => Assert.Contains(around, file => Path.GetFileName(file) == name));
        Assert.DoesNotContain(around, file => File.ReadAllText(file).Contains(proposed.Hub.Token, StringComparison.Ordinal));
        Assert.DoesNotContain(proposed.Hub.Token, string.Join('\n', proposed.Hub.Log.Calls), StringComparison.Ordinal);
    }

    [Theory(Timeout = 120000)]
    [InlineData("")]
    [InlineData("stack: true")]
    public async Task They_are_gathered_on_a_features_branch_which_is_proposed_at_the_end(string pullRequest)
    {
        await using var proposed = await BeginAsync(new BranchRules { RequiredChecks = [Check] }, "shop", pullRequest);
        var main = proposed.Repo.Tip();

        AssertStory(proposed, await proposed.RunAsync());

        var whole = Assert.Single(proposed.Hub.PullRequests.All, pull => pull.BaseBranch == ProposedEngine.Main);
        Assert.Equal((whole.Number, whole.HeadSha), Assert.Single(proposed.Engine.Recorder.Of<FeatureProposed>()) is var told ? (told.Number, told.Commit) : default);
        Assert.Equal((proposed.Target, proposed.Repo.Tip(proposed.Target), false), (whole.HeadBranch, whole.HeadSha, whole.IsMerged));
        Assert.Equal(["a", "b", "c"], whole.Body!.Split("<!-- choo:of=").Skip(1).Select(part => part.Split(' ')[0]));
        Assert.All(["a", "b", "c"], unit => Assert.Contains($"(#{proposed.Of(unit).Number})", whole.Body, StringComparison.Ordinal));
        Assert.Equal((main, main), (proposed.Repo.Tip(), proposed.Hub.Git.Tip(ProposedEngine.Main)));
        Assert.Equal(4, proposed.Hub.Log.Of("POST", "/repos/acme/widgets/pulls").Count);
    }

    [Theory(Timeout = 120000)]
    [InlineData("squash")]
    [InlineData("merge")]
    [InlineData("rebase")]
    public async Task They_go_as_a_stack(string method)
    {
        await using var proposed = await BeginAsync(new BranchRules { RequiredChecks = [Check], PullRequest = true }, pullRequest: $"stack: true\nmerge_method: {method}");

        AssertStory(proposed, await proposed.RunAsync());

        Assert.Equal("choo/a", Assert.Single(proposed.Engine.Recorder.Of<PullRequestOpened>("b")).Base);
        Assert.Empty(proposed.Hub.Events.All.OfType<HubEvent.Closed>());
    }

    [Theory(Timeout = 120000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task They_go_through_the_forges_merge_queue_where_the_rules_ask_for_it(bool classic)
    {
        await using var proposed = await BeginAsync(new BranchRules { RequiredChecks = [Check], Queue = "squash", Classic = classic });

        AssertStory(proposed, await proposed.RunAsync());

        Assert.Equal(["a", "b", "c"], proposed.Engine.Recorder.Events.Where(each => each.Data is PullRequestQueued).Select(each => each.Unit!).Distinct().Order());
        Assert.Empty(proposed.Hub.Log.Of("PUT", "/repos/acme/widgets/pulls/*/merge"));
    }
}

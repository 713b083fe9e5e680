using Choo.Adapters.Tests.Hosting;
using Choo.Core.Events;
using Choo.Testing;
using Choo.Testing.GitHub.State;
using Xunit;

namespace Choo.Adapters.Tests.PullRequests;

/// <summary><c>pull_request.stack: true</c>.</summary>
public sealed class StackTests
{
    [Theory(Timeout = 120000)]
    [InlineData("squash")]
    [InlineData("rebase")]
    [InlineData("merge")]
    public async Task A_chain_that_changes_one_line_is_open_as_a_whole_and_lands_without_a_conflict(string method)
    {
        await using var proposed = await ProposedEngine.StartAsync();
        proposed.Repo.Write("shared.txt", "nothing\n")
            .Unit("a", tasks: new SpecText("do: echo a > shared.txt"))
            .Unit("b", ["a"], tasks: new SpecText("do: echo \"$(cat shared.txt) b\" > shared.txt"))
            .Unit("c", ["b"], tasks: new SpecText("do: echo \"$(cat shared.txt) c\" > shared.txt"));
        proposed.Begin(whole: "echo more > $unit.txt", pullRequest: $"stack: true\nmerge_method: {method}");
        var hub = proposed.Hub;
        hub.Events.On<HubEvent.Opened>(each =>
        {
            // All are open before anything is merged, and the one in the middle is to be changed.
            if (each.Pull.HeadBranch == "choo/c")
            {
                hub.Reviews.Approve(hub.PullRequests[1], "alice");
                hub.Reviews.RequestChanges(hub.PullRequests[2], "alice", "", new LineComment("shared.txt", 1, "say more"));
            }
        });
        hub.Events.On<HubEvent.Synchronized>(each => hub.Reviews.Approve(each.Pull, "alice"));

        proposed.Engine.AssertExit(0, await proposed.RunAsync());

        proposed.AssertLanded("a", "b", "c");
        Assert.Equal([null, "choo/a", "choo/b"], proposed.Engine.Recorder.Of<PullRequestOpened>().Select(each => each.Base));
        Assert.Empty(proposed.Engine.Recorder.Of<UnitConflict>());
        Assert.All(hub.PullRequests.All, pull => Assert.Equal(ProposedEngine.Main, pull.BaseBranch));
        Assert.Equal("a b c", proposed.Repo.Show(ProposedEngine.Main, "shared.txt"));
        Assert.Equal("more", proposed.Repo.Show(ProposedEngine.Main, "b.txt"));
        Assert.Equal(3, hub.Log.Of("POST", "/repos/acme/widgets/pulls").Count);
        Assert.Empty(hub.Events.All.OfType<HubEvent.Closed>());
    }
}

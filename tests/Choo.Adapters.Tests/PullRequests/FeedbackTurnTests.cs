using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Choo.Testing.GitHub.State;
using Xunit;

namespace Choo.Adapters.Tests.PullRequests;

/// <summary>Turns that answer what was said of a pull request, with git as it is.</summary>
public sealed class FeedbackTurnTests
{
    [Fact(Timeout = 120000)]
    public async Task A_turn_finds_the_units_ref_where_the_push_left_it_and_reports_nobody()
    {
        await using var proposed = await ProposedEngine.StartAsync();
        var hub = proposed.Hub;
        proposed.Repo.Unit("a", tasks: new SpecText("do: echo a > a.txt", "test -f a.txt"));
        proposed.Begin("echo answer >> a.txt");
        hub.Events.On<HubEvent.ChecksRequested>(each => hub.Checks.Complete(each.Commit, "build", "success"));
        hub.Events.On<HubEvent.Opened>(each => hub.Reviews.RequestChanges(each.Pull, "alice", "too short", new LineComment("a.txt", 1, "say more")));
        hub.Events.On<HubEvent.Synchronized>(each => hub.Reviews.Approve(each.Pull, "alice"));

        proposed.Engine.AssertExit(0, await proposed.RunAsync());

        proposed.AssertLanded("a");
        Assert.Single(proposed.Engine.Recorder.Of<PullRequestFeedback>("a"));
        Assert.DoesNotContain(proposed.Engine.Recorder.Of<DiagnosticReported>(), each => each.Diagnostic.Code == DiagnosticCodes.SharedFilesChanged.Id);
    }
}

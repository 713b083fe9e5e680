using Choo.Adapters.Tests.Hosting;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Choo.Testing.GitHub.State;
using Xunit;

namespace Choo.Adapters.Tests.PullRequests;

/// <summary>A branch whose rules require no checks.</summary>
public sealed class SlowCheckTests
{
    [Fact(Timeout = 120000)]
    public async Task A_check_that_is_reported_late_is_waited_for_since_the_commit_before_had_it()
    {
        await using var proposed = await ProposedEngine.StartAsync();
        proposed.Repo.Unit("a", tasks: new SpecText("do: echo a > a.txt"));
        proposed.Begin(whole: "echo more >> a.txt");
        var hub = proposed.Hub;
        ITimer? late = null;
        var (isComplete, wasAtMerge) = (false, false);
        hub.Events.On<HubEvent.ChecksRequested>(each =>
        {
            hub.Checks.Complete(each.Commit, "build", "success");
            if (each.Pull.Pushes == 1)
            {
                hub.Checks.Complete(each.Commit, "slow", "success");
            }
            else
            {
                late = proposed.Clock.CreateTimer(
                    _ =>
                    {
                        Volatile.Write(ref isComplete, true);
                        hub.Checks.Complete(each.Commit, "slow", "success");
                    },
                    null, TimeSpan.FromMinutes(5), Timeout.InfiniteTimeSpan);
            }
        });
        hub.Events.On<HubEvent.Opened>(each => hub.Reviews.RequestChanges(each.Pull, "alice", "too short", new LineComment("a.txt", 1, "say more")));
        hub.Events.On<HubEvent.Synchronized>(each => hub.Reviews.Approve(each.Pull, "alice"));
        hub.Events.On<HubEvent.Merged>(_ => wasAtMerge = Volatile.Read(ref isComplete));

        proposed.Engine.AssertExit(0, await proposed.RunAsync());

        late!.Dispose();
        Assert.True(wasAtMerge);
        var told = Assert.Single(proposed.Engine.Recorder.Of<DiagnosticReported>("a")).Diagnostic;
        Assert.Equal(DiagnosticCodes.CheckNotReported.Id, told.Code);
        Assert.Contains("has no report of slow, which ran on its commit before", told.Message, StringComparison.Ordinal);
        proposed.AssertLanded("a");
    }
}

using Choo.Adapters.Tests.Hosting;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Testing;
using Choo.Testing.GitHub.State;
using Xunit;

namespace Choo.Adapters.Tests.PullRequests;

/// <summary>With <c>pull_request.auto_merge: false</c> a person merges.</summary>
public sealed class PersonMergesTests
{
    [Fact(Timeout = 120000)]
    public async Task What_is_approved_and_green_waits_for_a_person_and_a_resume_goes_on_after_the_merge()
    {
        await using var proposed = await ProposedEngine.StartAsync();
        proposed.Repo.Unit("a", tasks: new SpecText()).Unit("b", ["a"], tasks: new SpecText());
        proposed.Begin(pullRequest: "auto_merge: false");
        proposed.Hub.Events.On<HubEvent.Opened>(each => proposed.Hub.Reviews.Approve(each.Pull, "alice"));

        proposed.Engine.AssertExit(3, await proposed.RunAsync());
        Assert.Equal(DiagnosticCodes.PullRequestReady.Id, Assert.Single(proposed.Engine.Recorder.Of<UnitWaiting>("a")).Diagnostic.Code);
        Assert.Empty(proposed.Hub.Log.Of("PUT", "/repos/acme/widgets/pulls/*/merge"));
        await proposed.MergeAsync("a", "rebase");

        var second = await proposed.ResumeAsync();
        proposed.Engine.AssertExit(3, second);
        Assert.Equal(UnitState.Complete, second.State!.Unit("a").State);
        Assert.Equal(DiagnosticCodes.PullRequestReady.Id, Assert.Single(proposed.Engine.Recorder.Of<UnitWaiting>("b")).Diagnostic.Code);
        await proposed.MergeAsync("b", "squash");

        proposed.Engine.AssertExit(0, await proposed.ResumeAsync());
        Assert.Equal(2, proposed.Hub.Log.Of("POST", "/repos/acme/widgets/pulls").Count);
        Assert.Equal(proposed.Hub.Git.Tip(ProposedEngine.Main), proposed.Repo.Tip());
        Assert.Equal(["a-1.txt", "b-1.txt"], proposed.Repo.Files().Where(file => file.EndsWith("-1.txt", StringComparison.Ordinal)));
        Assert.Equal([ProposedEngine.Main], proposed.Hub.Git.Branches().Keys);
        proposed.Engine.AssertNothingLeft();
    }
}

using Choo.Core.Backlogs;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Engine;
using Choo.Testing.GitHub.State;
using Xunit;

namespace Choo.Adapters.Tests.PullRequests;

/// <summary>Gaps that land through pull requests.</summary>
public sealed class GapTests
{
    [Theory(Timeout = 120000)]
    [InlineData("merge")]
    [InlineData("squash")]
    public async Task Gaps_that_stand_next_to_each_other_are_closed_by_their_pull_requests(string method)
    {
        await using var proposed = await BeginAsync(3, $"merge_method: {method}");

        proposed.Engine.AssertExit(0, await RunAsync(proposed));

        Assert.All(proposed.Engine.Backlog().Gaps, gap => Assert.Equal(GapStatus.Done, gap.Status));
        Assert.Equal(3, proposed.Repo.Read("docs/gaps.yaml").Split("closed_commit: ").Length - 1);
        Assert.Empty(proposed.Engine.Recorder.Of<UnitConflict>());
        Assert.Equal(3, proposed.Hub.Log.Of("POST", "/repos/acme/widgets/pulls").Count);
        Assert.Contains("# A-1: gap 1", proposed.Of("A-1").Body, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120000)]
    public async Task A_rebase_is_refused_before_anything_starts()
    {
        await using var proposed = await BeginAsync(1, "merge_method: rebase");
        var report = await RunAsync(proposed);
        Assert.Equal((2, DiagnosticCodes.GapNotClosable.Id), (report.ExitCode, report.Diagnostics.Single(each => each.Severity == Severity.Error).Code));
    }

    [Fact(Timeout = 120000)]
    public async Task A_rebase_by_a_person_leaves_the_gap_open_and_that_is_said()
    {
        await using var proposed = await BeginAsync(1, "auto_merge: false");
        proposed.Engine.AssertExit(3, await RunAsync(proposed));
        await proposed.MergeAsync("A-1", "rebase");

        proposed.Engine.AssertExit(0, await proposed.ResumeAsync());

        Assert.Contains(proposed.Engine.Recorder.Of<DiagnosticReported>(), each => each.Diagnostic.Code == DiagnosticCodes.GapLeftOpen.Id);
        Assert.Equal(GapStatus.Open, Assert.Single(proposed.Engine.Backlog().Gaps).Status);
    }

    private static async Task<ProposedEngine> BeginAsync(int gaps, string pullRequest)
    {
        var proposed = await ProposedEngine.StartAsync();
        proposed.Repo.Write("docs/gaps.yaml", "gaps:\n" + string.Concat(Enumerable.Range(1, gaps).Select(n => $"- {{id: A-{n}, title: gap {n}, priority: P1, status: open, backpressure: test -e A-{n}-1.txt}}\n")));
        proposed.Begin(pullRequest: pullRequest);
        proposed.Hub.Events.On<HubEvent.Opened>(each => proposed.Hub.Reviews.Approve(each.Pull, "alice"));
        return proposed;
    }

    private static Task<RunReport> RunAsync(ProposedEngine proposed) =>
        proposed.Engine.RunAsync(request => proposed.Change(request) with { Gaps = new GapRequest { Most = 5 }, Parallelism = 3 });
}

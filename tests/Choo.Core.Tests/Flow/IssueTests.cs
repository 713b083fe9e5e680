using Choo.Core.Agents;
using Choo.Core.Events;
using Choo.Core.Tests.Flow.Memory;
using Xunit;

namespace Choo.Core.Tests.Flow;

/// <summary>A unit's issue is closed by what lands.</summary>
public sealed class IssueTests
{
    [Fact(Timeout = 60000)]
    public async Task The_commit_that_lands_closes_the_issue()
    {
        var run = new MemoryRun((request, tree) =>
        {
            tree.Write($"{request.Unit}.txt", "done");
            return AgentVerdict.Finished;
        });
        run.Unit("a", [], "true").Unit("b", [], "true").Plan("a", "issue: octo/app#12\n");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal("Merge unit a\n\nCloses octo/app#12\n\nChoo-Run: run\nChoo-Unit: a\n", run.Git.Find(run.State.Unit("a").Commit!).Message);
        Assert.DoesNotContain("Closes", run.Git.Find(run.State.Unit("b").Commit!).Message, StringComparison.Ordinal);
    }
}

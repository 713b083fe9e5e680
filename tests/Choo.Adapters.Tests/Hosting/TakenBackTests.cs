using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

public sealed class TakenBackTests
{
    [Fact(Timeout = 120000)]
    [Incident("T48", "a person moves the target back during the run")]
    public async Task A_landing_that_was_taken_back_is_reported_kept_and_landed_again_by_resume()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText()).Unit("b", ["a"], tasks: new SpecText("do: cat a-1.txt > b-1.txt")).Commit();
        var landing = "";
        engine.After = e =>
        {
            if (e is { Unit: "a", Data: UnitCompleted })
            {
                landing = engine.Repo.Tip();
                engine.Repo.Git("reset", "--quiet", "--hard", "HEAD~1");
            }
        };

        var report = await engine.RunAsync();

        engine.AssertExit(3, report);
        Assert.Equal(DiagnosticCodes.LandingTakenBack.Id, Assert.Single(engine.Recorder.Of<UnitUndone>("a")).Diagnostic.Code);
        Assert.Equal<string>(["a"], Assert.Single(engine.Recorder.Of<UnitBlocked>("b")).BlockedBy);
        Assert.Equal(["a 1 1"], engine.Agent.Starts);
        Assert.Equal(report.State!.Unit("a").Tip, engine.Repo.Tip(Assert.Single(engine.Repo.Refs("refs/choo/runs"))));
        var saved = Assert.Single(engine.Recorder.Of<WorkSaved>("a"));
        Assert.Equal((landing, landing), (saved.Commit, engine.Repo.Tip(saved.Ref)));
        engine.After = null;

        engine.AssertExit(0, await engine.ResumeAsync());

        Assert.Equal(["a 1 1", "b 1 1"], engine.Agent.Starts);
        Assert.True(engine.Repo.Has("a-1.txt") && engine.Repo.Has("b-1.txt"));
        Assert.Equal([saved.Ref], engine.Repo.Refs("refs/choo"));
    }

    [Theory(Timeout = 120000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_landing_that_was_taken_back_between_two_starts_is_reported_first_and_its_ref_is_made_again(bool commitsStay)
    {
        using var engine = new TestEngine();
        engine.Configure("limits: { task_attempts: 1 }");
        engine.Repo.Unit("a", tasks: new SpecText()).Unit("b", tasks: new SpecText("do: true")).Commit();
        var start = engine.Repo.Tip();
        engine.AssertExit(1, await engine.RunAsync());
        Assert.Empty(engine.Repo.Refs("refs/choo/runs"));
        engine.Repo.Git("reset", "--quiet", "--hard", start);
        if (!commitsStay)
        {
            engine.Repo.Git("reflog", "expire", "--expire=now", "--all");
            engine.Repo.Git("update-ref", "-d", "ORIG_HEAD");
            engine.Repo.Git("gc", "--quiet", "--prune=now");
        }

        engine.AssertExit(1, await engine.ResumeAsync());

        Assert.Equal(commitsStay, Assert.Single(engine.Recorder.Of<UnitUndone>("a")).Kept);
        Assert.DoesNotContain("a-1.txt", engine.Repo.Files());
        Assert.Equal(commitsStay, engine.Repo.Refs("refs/choo/runs").Any(name => name.EndsWith("/a", StringComparison.Ordinal)));

        await engine.ResumeAsync();

        Assert.Contains("a-1.txt", engine.Repo.Files());
        Assert.Equal(commitsStay ? 1 : 2, engine.Agent.Starts.Count(each => each.StartsWith("a ", StringComparison.Ordinal)));
    }
}

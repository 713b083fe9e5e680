using Choo.Core.Diagnostics;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>A spec with uncommitted changes in the checkout of the target: git would refuse the landing, so no agent is paid.</summary>
public sealed class SpecsInTheWayTests
{
    private static TestEngine Dirty(string change = "edit")
    {
        var engine = new TestEngine();
        engine.Configure("limits: { task_attempts: 1 }");
        engine.Repo.Unit("a", tasks: new SpecText()).Unit("done", tasks: new SpecText(Status: "complete")).Commit();
        switch (change)
        {
            case "edit":
                engine.Repo.Write(GitRepo.SpecPath("a", 1), new SpecText("do: exit 9").Text(1));
                break;
            case "staged deletion":
                engine.Repo.Git("rm", "--quiet", GitRepo.SpecPath("a", 1));
                break;
            case "deletion":
                File.Delete(engine.Repo.At(GitRepo.SpecPath("a", 1)));
                break;
            case "plan":
                engine.Repo.Write("specs/tasks/a/IMPLEMENTATION_PLAN.md", "---\nunit: a\n---\n\nmore\n");
                break;
            case "of a complete unit":
                engine.Repo.Write(GitRepo.SpecPath("done", 1), new SpecText("more", Status: "complete").Text(1));
                break;
        }

        return engine;
    }

    [Theory(Timeout = 120000)]
    [InlineData("edit")]
    [InlineData("staged deletion")]
    public async Task A_spec_that_landing_would_overwrite_is_refused_before_an_agent_is_paid(string change)
    {
        using var engine = Dirty(change);

        var report = await engine.RunAsync();

        Assert.Equal(2, report.ExitCode);
        var problem = Assert.Single(report.Diagnostics, each => each.Severity == Severity.Error);
        Assert.Equal((DiagnosticCodes.SpecInTheWay.Id, GitRepo.SpecPath("a", 1)), (problem.Code, problem.File));
        Assert.DoesNotContain(report.Diagnostics, each => each.Code == DiagnosticCodes.SpecNotCommitted.Id);
        Assert.Empty(engine.Agent.Starts);
        var plan = await ChooHost.DryRunAsync(engine.Request, resumes: false, default);
        Assert.Null(plan.Plan);
        Assert.Contains(plan.Diagnostics, each => each.Code == DiagnosticCodes.SpecInTheWay.Id);
    }

    [Theory(Timeout = 120000)]
    [InlineData("deletion")]
    [InlineData("plan")]
    [InlineData("of a complete unit")]
    public async Task A_spec_that_landing_does_not_write_or_writes_anyway_is_a_warning(string change)
    {
        using var engine = Dirty(change);

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Single(report.Diagnostics, each => each.Code == DiagnosticCodes.SpecNotCommitted.Id);
        Assert.True(engine.Repo.Has("a-1.txt"));
    }

    [Fact(Timeout = 120000)]
    public async Task Without_a_landing_in_the_checkout_nothing_is_in_the_way()
    {
        using (var engine = Dirty())
        {
            engine.AssertExit(0, await engine.RunAsync(request => request with { NoMerge = true }));
        }

        using (var engine = Dirty())
        {
            engine.Repo.Git("checkout", "--quiet", "-b", "topic");
            engine.AssertExit(0, await engine.RunAsync(request => request with { Target = "main" }));
        }
    }

    [Fact(Timeout = 120000)]
    public async Task The_checkout_that_counts_is_that_of_the_target()
    {
        using var engine = Dirty("nothing");
        engine.Repo.Git("checkout", "--quiet", "-b", "topic");
        var linked = engine.Repo.Around.At("linked");
        engine.Repo.Git("worktree", "add", "--quiet", linked, "main");
        File.AppendAllText(Path.Combine(linked, GitRepo.SpecPath("a", 1)), "more\n");

        var report = await engine.RunAsync(request => request with { Target = "main" });

        Assert.Equal((2, DiagnosticCodes.SpecInTheWay.Id), (report.ExitCode, Assert.Single(report.Diagnostics).Code));
        Assert.Empty(engine.Agent.Starts);
    }

    [Fact(Timeout = 120000)]
    public async Task Resume_refuses_too_and_runs_the_change_once_it_is_committed()
    {
        using var engine = new TestEngine();
        engine.Configure("limits: { task_attempts: 1 }");
        engine.Repo.Unit("a", tasks: new SpecText("do: true")).Commit();
        engine.AssertExit(1, await engine.RunAsync());
        engine.Repo.Write(GitRepo.SpecPath("a", 1), new SpecText().Text(1));

        Assert.Equal(2, (await engine.ResumeAsync()).ExitCode);

        Assert.Single(engine.Agent.Starts);
        engine.Repo.Commit();
        engine.AssertExit(0, await engine.ResumeAsync());
        Assert.True(engine.Repo.Has("a-1.txt"));
    }
}

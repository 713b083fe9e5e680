using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>Units of a feature are gathered on its branch, with real git.</summary>
public sealed class FeatureTests
{
    private static TestEngine Units(params string[] ids)
    {
        var engine = new TestEngine();
        foreach (var id in ids)
        {
            engine.Repo.Unit(id, tasks: new SpecText());
        }

        engine.Repo.Commit();
        return engine;
    }

    [Fact(Timeout = 120000)]
    public async Task The_branch_is_made_and_gathers_units_run_after_run_and_the_target_stays()
    {
        using var engine = Units("a");
        var before = engine.Repo.Tip();

        var report = await engine.RunAsync(request => request with { Feature = "shop" });

        engine.AssertExit(0, report);
        Assert.Equal(before, engine.Repo.Tip());
        Assert.Contains("a-1.txt", engine.Repo.Files("feature/shop"));
        Assert.Equal(("feature/shop", "shop", "main"), (report.State!.Started.Target, report.State.Started.Feature, report.State.Started.FeatureTarget));
        var left = Assert.Single(engine.Recorder.Of<DiagnosticReported>(), each => each.Diagnostic.Code == DiagnosticCodes.FeatureLeft.Id).Diagnostic.Message;
        Assert.Contains("git switch main && git merge feature/shop", left, StringComparison.Ordinal);

        // The next specs are committed to the feature's branch: the working tree of main has no part in it.
        var first = engine.Repo.Tip("feature/shop");
        engine.Repo.Git("switch", "--quiet", "feature/shop");
        engine.Repo.Unit("b", ["a"], tasks: new SpecText()).Commit();
        engine.Repo.Git("switch", "--quiet", "main");
        var second = await engine.RunAsync(request => request with { Feature = "shop" });

        engine.AssertExit(0, second);
        Assert.Equal("b", Assert.Single(second.State!.Units).Id);
        Assert.DoesNotContain(second.Diagnostics, each => each.Code == DiagnosticCodes.SpecNotCommitted.Id);
        Assert.Equal(0, engine.Repo.TryGit(engine.Repo.Root, "merge-base", "--is-ancestor", first, "feature/shop").Code);
        Assert.Superset(new HashSet<string> { "a-1.txt", "b-1.txt" }, engine.Repo.Files("feature/shop").ToHashSet());
        Assert.Equal(before, engine.Repo.Tip());
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 120000)]
    public async Task A_stopped_run_goes_on_with_its_feature()
    {
        using var engine = Units("a", "b");
        await engine.RunUntilAsync(e => e.Data is UnitCompleted, change: request => request with { Feature = "shop" });

        var report = await engine.ResumeAsync();

        engine.AssertExit(0, report);
        Assert.Superset(new HashSet<string> { "a-1.txt", "b-1.txt" }, engine.Repo.Files("feature/shop").ToHashSet());
        Assert.DoesNotContain("a-1.txt", engine.Repo.Files());
        Assert.Contains(engine.Recorder.Of<DiagnosticReported>(), each => each.Diagnostic.Code == DiagnosticCodes.FeatureLeft.Id);
    }

    [Fact(Timeout = 120000)]
    public async Task Without_a_token_the_run_stops_with_its_units_complete_and_goes_on_from_there()
    {
        using var engine = Units("a");
        engine.Repo.Git("remote", "add", "origin", "https://ghe.invalid/octo/app.git");

        var report = await engine.RunAsync(request => request with { Feature = "shop", Variables = Nobody() });

        engine.AssertExit(3, report);
        Assert.Equal((1, DiagnosticCodes.NoForgeToken.Id), (report.State!.Counts.Complete, (report.State.End as RunFailed)?.Reason?.Code));
        var another = await engine.RunAsync(request => request with { Feature = "shop", Variables = Nobody() });
        Assert.Contains(another.Diagnostics, each => each.Code == DiagnosticCodes.RunUnfinished.Id);
        engine.Repo.Git("remote", "remove", "origin");
        var again = await engine.ResumeAsync(request => request with { Variables = Nobody() });
        engine.AssertExit(0, again);
        Assert.Contains("a-1.txt", engine.Repo.Files("feature/shop"));
    }

    [Fact(Timeout = 120000)]
    public async Task A_dry_run_says_what_would_be_and_makes_nothing()
    {
        using var engine = Units("a");

        var plan = await ChooHost.DryRunAsync(engine.Request with { Feature = "shop" }, resumes: false, CancellationToken.None);

        Assert.Equal(("feature/shop", new FeatureStart("shop", "main", IsNew: true)), (plan.Target, plan.Feature));
        Assert.NotNull(plan.Plan);
        Assert.Equal(["refs/heads/main"], engine.Repo.Refs("refs/heads"));
    }

    [Theory]
    [InlineData("a..b", "", "git does not take 'feature/a..b'")]
    [InlineData("shop", "feature:\n  branch_prefix: main/", "git cannot have main/shop beside the branch main")]
    [InlineData("ain", "feature:\n  branch_prefix: m", "main is the target itself")]
    public async Task A_branch_that_cannot_be_made_is_refused_before_anything_is_done(string name, string config, string expected)
    {
        using var engine = new TestEngine();
        engine.Configure(config).Repo.Unit("a", tasks: new SpecText()).Commit();

        var report = await engine.RunAsync(request => request with { Feature = name });

        Assert.Equal(2, report.ExitCode);
        Assert.Contains(expected, Assert.Single(report.Diagnostics, each => each.Code == DiagnosticCodes.FeatureUnusable.Id).Message, StringComparison.Ordinal);
        Assert.Equal(["refs/heads/main"], engine.Repo.Refs("refs/heads"));
    }

    /// <summary>An environment without anybody's token or command line of a forge.</summary>
    private static Dictionary<string, string> Nobody()
    {
        var own = Environment.GetEnvironmentVariables();
        return own.Keys.Cast<string>().Where(name => name is "PATH" or "HOME" or "TMPDIR").ToDictionary(name => name, name => (string)own[name]!, StringComparer.Ordinal);
    }
}

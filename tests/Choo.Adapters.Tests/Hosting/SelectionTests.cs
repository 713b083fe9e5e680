using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

public sealed class SelectionTests
{
    private static TestEngine Chain()
    {
        var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: [new(), new()])
            .Unit("b", ["a"], tasks: new SpecText())
            .Unit("c", ["a"], tasks: new SpecText())
            .Unit("d", ["b", "c"], tasks: new SpecText())
            .Commit();
        return engine;
    }

    [Fact(Timeout = 60000)]
    [Incident("W10", "`--no-merge`")]
    public async Task Without_merging_units_stay_on_branches_and_build_on_each_other()
    {
        using var engine = Chain();
        var before = engine.Repo.Tip();

        var report = await engine.RunAsync(request => request with { NoMerge = true });

        engine.AssertExit(0, report);
        Assert.Equal(before, engine.Repo.Tip());
        Assert.Equal(["refs/heads/choo/a", "refs/heads/choo/b", "refs/heads/choo/c", "refs/heads/choo/d", "refs/heads/main"], engine.Repo.Refs("refs/heads"));
        foreach (var id in (string[])["a", "b", "c"])
        {
            Assert.Equal(0, engine.Repo.TryGit(engine.Repo.Root, "merge-base", "--is-ancestor", $"choo/{id}", "choo/d").Code);
            Assert.Equal($"choo/{id}", report.State!.Unit(id).Branch);
        }

        Assert.Superset(new HashSet<string> { "a-1.txt", "a-2.txt", "b-1.txt", "c-1.txt", "d-1.txt" }, engine.Repo.Files("choo/d").ToHashSet());
        Assert.Empty(engine.Recorder.Of<UnitMerged>());
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task Branches_of_an_earlier_run_are_not_overwritten()
    {
        using var engine = Chain();
        await engine.RunAsync(request => request with { NoMerge = true, Unit = "a" });
        var first = engine.Repo.Tip("choo/a");

        var report = await engine.RunAsync(request => request with { NoMerge = true, Unit = "a" });

        engine.AssertExit(0, report);
        var second = report.State!.Unit("a");
        Assert.Equal(second.Commit, engine.Repo.Tip(second.Branch!));
        Assert.NotEqual(first, second.Commit);
        Assert.Equal(first, engine.Repo.Tip("choo/a"));
    }

    [Fact(Timeout = 60000)]
    public async Task A_branch_that_a_person_looks_at_is_not_moved_under_them()
    {
        using var engine = Chain();
        engine.Repo.Git("branch", "choo/a");
        engine.Repo.Git("checkout", "--quiet", "choo/a");

        var report = await engine.RunAsync(request => request with { NoMerge = true, Unit = "a", Target = "main" });

        engine.AssertExit(0, report);
        Assert.Equal("", engine.Repo.Status());
        Assert.Equal(engine.Repo.Tip("main"), engine.Repo.Tip("choo/a"));
        Assert.Contains("a-2.txt", engine.Repo.Files(report.State!.Unit("a").Branch!));
    }

    [Fact(Timeout = 60000)]
    public async Task One_unit_takes_what_it_depends_on_and_no_more()
    {
        using var engine = Chain();

        var report = await engine.RunAsync(request => request with { Unit = "b" });

        engine.AssertExit(0, report);
        Assert.Equal(["a", "b"], report.State!.Units.Select(unit => unit.Id));
        Assert.Equal(["a 1 1", "a 2 1", "b 1 1"], engine.Agent.Starts);
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task Complete_units_and_tasks_are_not_done_again()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("done", tasks: new SpecText(Status: "complete"))
            .Unit("half", ["done"], tasks: [new(Status: "complete"), new() { DependsOn = [1] }])
            .Commit();

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Equal(["half 2 1"], engine.Agent.Starts);
        Assert.Equal(["half"], report.State!.Units.Select(unit => unit.Id));
        Assert.Equal(2, report.State.Units[0].CompletedTasks);
    }

    [Fact(Timeout = 60000)]
    public async Task A_dependency_that_is_archived_counts_as_done()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", ["old"], tasks: new SpecText()).Write("specs/completed/old/IMPLEMENTATION_PLAN.md", "---\nunit: old\n---\n").Commit();

        engine.AssertExit(0, await engine.RunAsync());
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task Tasks_follow_their_dependencies_and_then_their_numbers()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: [new() { DependsOn = [3] }, new(), new()]).Commit();

        engine.AssertExit(0, await engine.RunAsync());
        Assert.Equal(["a 2 1", "a 3 1", "a 1 1"], engine.Agent.Starts);
    }

    [Theory(Timeout = 60000)]
    [InlineData(null, null, "third", "claude")]
    [InlineData("second", null, "third", "second")]
    [InlineData("second", "claude", "claude", "claude")]
    public async Task The_agent_is_the_forced_one_then_the_units_then_the_flags_then_the_configured(string? flag, string? forced, string ofC, string ofA)
    {
        using var engine = new TestEngine();
        var second = new ShellAgent(engine.Repo.Around, "second");
        var third = new ShellAgent(engine.Repo.Around, "third");
        engine.Configure($"""
                second:
                  command: {second.Program}
                  env:
                    STATE: {second.State}
                third:
                  command: {third.Program}
                  env:
                    STATE: {third.State}
            """);
        engine.Repo.Unit("a", tasks: new SpecText()).Unit("c", provider: "third", tasks: new SpecText()).Commit();

        var report = await engine.RunAsync(request => request with { Provider = flag, ForcedProvider = forced });

        engine.AssertExit(0, report);
        Assert.Equal((ofA, ofC), (report.State!.Unit("a").Planned.Provider, report.State.Unit("c").Planned.Provider));
        var agents = new Dictionary<string, ShellAgent> { ["claude"] = engine.Agent, ["second"] = second, ["third"] = third };
        Assert.Contains("a 1 1", agents[ofA].Starts);
        Assert.Contains("c 1 1", agents[ofC].Starts);
        Assert.Equal(2, agents.Values.Sum(agent => agent.Starts.Length));
    }

    [Fact(Timeout = 60000)]
    public async Task Work_that_nobody_merged_is_named_before_it_is_done_again()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText("do: echo x > x.txt")).Unit("b", tasks: new SpecText("do: echo y > y.txt")).Commit();
        engine.AssertExit(0, await engine.RunAsync(request => request with { NoMerge = true }));
        engine.Repo.Git("merge", "-q", "choo/b");

        var report = await engine.RunAsync(request => request with { NoMerge = true });

        var told = Assert.Single(report.Diagnostics, each => each.Code == DiagnosticCodes.WorkNotMerged.Id);
        Assert.Contains("finished a without merging, and this run will repeat it; to keep that work, stop now and merge choo/a into main first", told.Message, StringComparison.Ordinal);
    }
}

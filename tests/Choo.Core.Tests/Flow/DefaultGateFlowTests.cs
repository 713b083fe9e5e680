using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Tests.Flow.Memory;
using Xunit;

namespace Choo.Core.Tests.Flow;

/// <summary>Default gates are those of the tree that is judged, whatever there was when the run started.</summary>
public sealed class DefaultGateFlowTests
{
    private static MemoryRun Run(Action<string, MemoryTree> work, ChooConfig? config = null) => new((request, tree) =>
    {
        work(request.Unit, tree);
        return AgentVerdict.Finished;
    })
    {
        FindsGates = true,
        Config = (config ?? new()) with { TaskAttempts = 1, BaselineAttempts = 0 },
    };

    private static string[] Proofs(MemoryRun run, string unit) => [.. run.All<BaselinePassed>(unit).SelectMany(passed => passed.Evidence).Select(each => each.Command).Distinct()];

    [Fact(Timeout = 60000)]
    public async Task The_unit_that_makes_the_first_project_is_judged_by_it_and_so_is_the_next()
    {
        var run = Run((unit, tree) => tree.Write(unit == "a" ? "src/App/App.csproj" : "b.txt", unit)).Unit("a", [], "").Unit("b", ["a"], "has b.txt");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal("dotnet build src/App/App.csproj", Assert.Single(run.All<ValidationPassed>("a")).Evidence.Command);
        Assert.Equal(["dotnet build src/App/App.csproj", "dotnet test src/App/App.csproj"], Proofs(run, "a"));
        Assert.Equal(["dotnet build src/App/App.csproj", "dotnet test src/App/App.csproj"], Proofs(run, "b"));
        Assert.Contains("There is no solution or project yet", run.Agents.Turns.First().Prompt, StringComparison.Ordinal);
        Assert.DoesNotContain("There is no solution or project yet", run.Agents.Turns.Last().Prompt, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task A_unit_may_rename_the_solution()
    {
        var run = Run((_, tree) =>
        {
            tree.Delete("src/Main.sln");
            tree.Write("src/Main.slnx", "");
        }).File("src/Main.sln", "").File("src/App/App.csproj", "").Unit("a", [], "has src/Main.slnx");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal(["dotnet build src/Main.slnx", "dotnet test src/Main.slnx"], Proofs(run, "a"));
    }

    [Fact(Timeout = 60000)]
    public async Task A_tree_that_lost_all_its_projects_does_not_pass_for_that()
    {
        var run = Run((_, tree) => tree.Delete("src/App/App.csproj")).File("src/App/App.csproj", "").Unit("a", [], "hasnot src/App/App.csproj");

        Assert.IsType<RunFailed>(await run.RunAsync());

        Assert.Equal("dotnet build", Assert.Single(Assert.Single(run.All<BaselineFailed>("a")).Evidence).Command);
        Assert.True(run.Target.ContainsKey("src/App/App.csproj"));
    }

    [Fact(Timeout = 60000)]
    public async Task A_task_without_backpressure_in_a_tree_with_nothing_to_build_fails()
    {
        var run = Run((_, tree) => tree.Write("a.txt", "")).Unit("a", [], "");

        Assert.IsType<RunFailed>(await run.RunAsync());

        Assert.Equal("dotnet build", Assert.Single(run.All<ValidationFailed>("a")).Evidence!.Command);
    }

    [Fact(Timeout = 60000)]
    public async Task A_configured_baseline_stays_as_configured()
    {
        var run = new MemoryRun((_, tree) =>
        {
            tree.Write("App.csproj", "");
            return AgentVerdict.Finished;
        })
        {
            FindsGates = true,
            Config = new ChooConfig { BaselineChecks = [new Gate("check", "has README.md")] },
            Baseline = [new Gate("check", "has README.md")],
        }.Unit("a", [], "");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal("dotnet build", Assert.Single(run.All<ValidationPassed>("a")).Evidence.Command);
        Assert.Equal(["has README.md"], Proofs(run, "a"));
    }
}

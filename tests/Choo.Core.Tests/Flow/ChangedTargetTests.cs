using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Core.Tests.Flow.Memory;
using Xunit;

namespace Choo.Core.Tests.Flow;

/// <summary>What a person changes on the target while units run.</summary>
public sealed class ChangedTargetTests
{
    /// <summary>A person's commit on the target.</summary>
    private static void Edit(MemoryRun run, string path, Func<string, string> change)
    {
        var tip = run.Git["main"]!;
        var files = run.Git.FilesOf(tip);
        run.Git["main"] = run.Git.Commit(run.Git.WriteTree(files.SetItem(path, change(files.GetValueOrDefault(path) ?? ""))), [tip], $"edit {path}");
    }

    [Fact(Timeout = 60000)]
    public async Task A_spec_that_is_rewritten_while_it_is_worked_on_does_not_land_as_complete()
    {
        MemoryRun? run = null;
        run = new MemoryRun((request, tree) =>
        {
            Edit(run!, "t/a/01-do.md", text => text + "Also make urgent.txt.\n");
            return MemoryAgents.WriteOwnFile(request, tree);
        }).Unit("a", [], "has a.txt");

        Assert.IsType<RunFailed>(await run.RunAsync());

        var waiting = Assert.Single(run.All<UnitWaiting>("a")).Diagnostic;
        Assert.Equal((DiagnosticCodes.SpecChanged.Id, "t/a/01-do.md"), (waiting.Code, waiting.File));
        Assert.Contains("status: pending", run.Target["t/a/01-do.md"], StringComparison.Ordinal);
        Assert.Equal(3, run.State.Counts.ExitCode);
        Assert.Equal(run.State.Unit("a").Tip, run.Git["refs/choo/runs/run/a"]);
        Assert.Single(run.Agents.Turns);
    }

    [Fact(Timeout = 60000)]
    public async Task A_spec_whose_status_alone_is_changed_lands()
    {
        MemoryRun? run = null;
        run = new MemoryRun((request, tree) =>
        {
            Edit(run!, "t/a/01-do.md", text => text.Replace("status: pending", "status: complete", StringComparison.Ordinal));
            return MemoryAgents.WriteOwnFile(request, tree);
        }).Unit("a", [], "has a.txt");

        Assert.IsType<RunCompleted>(await run.RunAsync());
    }

    [Theory(Timeout = 60000)]
    [InlineData("t/b/01-do.md")]
    [InlineData("t/b/IMPLEMENTATION_PLAN.md")]
    [InlineData("t/b/02-more.md")]
    public async Task No_agent_is_paid_for_a_unit_whose_spec_changed_before_it_started(string path)
    {
        MemoryRun? run = null;
        run = new MemoryRun((request, tree) =>
        {
            Edit(run!, path, text => text + "more\n");
            return MemoryAgents.WriteOwnFile(request, tree);
        }).Unit("a", [], "has a.txt").Unit("b", ["a"], "has b.txt");

        await run.RunAsync();

        Assert.Equal("a", Assert.Single(run.Agents.Turns).Unit);
        Assert.Equal(DiagnosticCodes.SpecChanged.Id, Assert.Single(run.All<UnitWaiting>("b")).Diagnostic.Code);
        Assert.Equal(UnitState.Complete, run.State.Unit("a").State);
    }

    [Fact(Timeout = 60000)]
    public async Task A_landing_that_is_taken_back_is_reported_and_nothing_builds_on_it()
    {
        MemoryRun? run = null;
        using var slowBegan = new ManualResetEventSlim();
        run = new MemoryRun((request, tree) =>
        {
            var start = run!.State.Started.Base;
            if (request.Unit == "slow")
            {
                // The person resets the branch to where it was before a landed.
                slowBegan.Set();
                Assert.True(SpinWait.SpinUntil(() => run.Git["main"] != start, TimeSpan.FromSeconds(5)));
                run.Git["main"] = start;
            }
            else
            {
                Assert.True(slowBegan.Wait(TimeSpan.FromSeconds(5)));
            }

            return MemoryAgents.WriteOwnFile(request, tree);
        }).Unit("a", [], "has a.txt").Unit("slow", [], "has slow.txt").Unit("dep", ["a", "slow"], "has dep.txt").Unit("last", ["dep"], "has last.txt");

        Assert.IsType<RunFailed>(await run.RunAsync());

        var undone = Assert.Single(run.All<UnitUndone>("a"));
        Assert.Equal((DiagnosticCodes.LandingTakenBack.Id, true), (undone.Diagnostic.Code, undone.Kept));
        Assert.Equal((UnitState.Waiting, UnitState.Blocked, UnitState.Blocked), (run.State.Unit("a").State, run.State.Unit("dep").State, run.State.Unit("last").State));
        Assert.DoesNotContain(run.Agents.Turns, turn => turn.Unit is "dep" or "last");
        Assert.Equal(run.State.Unit("a").Tip, run.Git["refs/choo/runs/run/a"]);
        Assert.NotEqual(0, run.State.Counts.ExitCode);
    }

    [Fact(Timeout = 60000)]
    public async Task A_landing_that_is_taken_back_at_the_very_end_is_reported_too()
    {
        MemoryRun? run = null;
        run = new MemoryRun(MemoryAgents.WriteOwnFile).Unit("a", [], "has a.txt");
        run.Landing.BeforeAdvance = () => run.AfterLanding = () => run.Git["main"] = run.State.Started.Base;

        Assert.IsType<RunFailed>(await run.RunAsync());

        Assert.Equal(UnitState.Waiting, run.State.Unit("a").State);
        Assert.Equal(new RunCounts(0, 0, 0, 1), run.State.Counts);
    }
}

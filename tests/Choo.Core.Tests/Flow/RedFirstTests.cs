using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Tests.Flow.Memory;
using Xunit;

namespace Choo.Core.Tests.Flow;

/// <summary>A backpressure that has to fail before the work.</summary>
public sealed class RedFirstTests
{
    private static MemoryRun Run() => new(MemoryAgents.WriteOwnFile) { Config = new ChooConfig { RedFirst = true, TaskAttempts = 2 } };

    [Fact(Timeout = 60000)]
    public async Task A_backpressure_that_fails_before_the_work_is_given_to_the_first_turn_as_the_present_failure()
    {
        var run = Run().Unit("a", [], "has a.txt");
        Assert.IsType<RunCompleted>(await run.RunAsync());
        Assert.False(run.All<RedFirstChecked>("a").Single().Evidence.Passed);
        Assert.Equal(["task.started", "task.red", "task.agent.invoke"], run.Events.Where(e => e.Task == 1).Select(e => e.Type).Take(3));
        Assert.Contains("How the gate fails now", Assert.Single(run.Agents.Turns).Prompt, StringComparison.Ordinal);
        Assert.Equal(3, run.Gates.Runs.Count(each => each.Gate.Name == "backpressure"));
        Assert.Equal(3, run.Gates.Runs.Select(each => each.LogName).Distinct().Count());
    }

    [Fact(Timeout = 60000)]
    public async Task A_backpressure_that_passes_before_the_work_stops_its_unit_without_a_turn()
    {
        var run = Run().Unit("a", [], "has README.md").Unit("b", ["a"], "has b.txt");
        Assert.IsType<RunFailed>(await run.RunAsync());
        var why = run.All<UnitWaiting>("a").Single().Diagnostic;
        Assert.Equal((DiagnosticCodes.AlreadyGreen.Id, "t/a/01-do.md"), (why.Code, why.File));
        Assert.Contains("task 1 of a: the backpressure `has README.md` already passes before the work, so it cannot prove this task", why.Message, StringComparison.Ordinal);
        Assert.Empty(run.Agents.Turns);
        Assert.Equal(3, run.State.Counts.ExitCode);
        Assert.Equal(0, run.Worktrees.Held);
    }

    [Fact(Timeout = 60000)]
    public async Task Each_task_is_looked_at_when_its_turn_comes()
    {
        var run = Run().Unit("a", [], "has a.txt", "has a.txt");
        await run.RunAsync();
        Assert.Equal([1, 2], run.Events.Where(e => e.Data is RedFirstChecked).Select(e => e.Task ?? 0));
        Assert.Single(run.All<TaskCommitted>());
        Assert.Equal(DiagnosticCodes.AlreadyGreen.Id, run.All<UnitWaiting>("a").Single().Diagnostic.Code);
    }

    [Fact(Timeout = 60000)]
    public async Task Without_being_asked_nobody_looks()
    {
        var run = new MemoryRun(MemoryAgents.WriteOwnFile).Unit("a", [], "has README.md");
        Assert.IsType<RunCompleted>(await run.RunAsync());
        Assert.Empty(run.All<RedFirstChecked>());
    }

    [Fact(Timeout = 60000)]
    public async Task A_resumed_run_does_not_look_again()
    {
        var run = Run().Unit("a", [], "has missing.txt");
        await run.RunAsync();
        Assert.Single(run.All<RedFirstChecked>());
        Assert.Equal(2, run.Agents.Turns.Count);
        await run.ResumeAsync();
        Assert.Single(run.All<RedFirstChecked>());
        Assert.Equal(4, run.Agents.Turns.Count);
        Assert.Equal(run.Gates.Runs.Count, run.Gates.Runs.Select(each => each.LogName).Distinct().Count());
    }
}

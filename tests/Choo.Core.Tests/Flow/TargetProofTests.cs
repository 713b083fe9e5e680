using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Ports;
using Choo.Core.Tests.Flow.Memory;
using Xunit;

namespace Choo.Core.Tests.Flow;

/// <summary>The target is proved as a unit is: in a clean room, with setup, gates and teardown.</summary>
public sealed class TargetProofTests
{
    private static readonly ChooConfig First = new() { VerifyTarget = VerifyTarget.Before };

    private static MemoryRun Run(ChooConfig config, string gate = "has README.md", Action<GateRequest, MemoryTree>? leaves = null)
    {
        var run = new MemoryRun(MemoryAgents.WriteOwnFile) { Config = config, Baseline = [new Gate("check", gate)], ProvesTarget = true }.Unit("a", [], "has a.txt");
        run.Gates.Leaves = leaves ?? run.Gates.Leaves;
        return run;
    }

    private static string[] TargetCommands(MemoryRun run) =>
        [.. run.Gates.Runs.Where(each => each.LogName.StartsWith("target-", StringComparison.Ordinal)).Select(each => $"{each.Gate.Name}: {each.Gate.Command}")];

    private static T[] OfTarget<T>(MemoryRun run)
        where T : EventData => [.. run.Events.Where(e => e.Unit is null).Select(e => e.Data).OfType<T>()];

    [Fact(Timeout = 60000)]
    public async Task Setup_gates_and_teardown_run_in_one_clean_room_and_what_they_said_is_recorded()
    {
        var run = Run(First with { Worktree = new WorktreeConfig { Setup = [new SetupCommand("true", null)], Teardown = [new SetupCommand("true", null)] } });

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal(["setup: true", "check: has README.md", "teardown: true"], TargetCommands(run));
        var ran = run.Gates.Runs.Where(each => each.LogName.StartsWith("target-", StringComparison.Ordinal)).ToArray();
        Assert.Single(ran.Select(each => each.Worktree).Distinct());
        Assert.Equal(3, ran.Select(each => each.LogName).Distinct().Count());
        Assert.All(ran, each => Assert.True(each is { KeepsResults: true, IsExtra: true }));
        Assert.Equal(["setup", "check"], Assert.Single(OfTarget<BaselinePassed>(run)).Evidence.Select(each => each.Gate));
        Assert.Empty(OfTarget<UnitCommandRan>(run));
    }

    [Fact(Timeout = 60000)]
    public async Task A_gate_that_fails_makes_the_target_red()
    {
        var run = Run(First with { Worktree = new WorktreeConfig { Teardown = [new SetupCommand("true", null)] } }, "false");

        var reason = Assert.IsType<RunFailed>(await run.RunAsync()).Reason!;

        Assert.Equal(DiagnosticCodes.TargetRed.Id, reason.Code);
        Assert.Contains("`false`", reason.Message, StringComparison.Ordinal);
        Assert.Equal("check", Assert.Single(Assert.Single(OfTarget<BaselineFailed>(run)).Evidence).Gate);
        Assert.Equal(["check: false", "teardown: true"], TargetCommands(run));
        Assert.Empty(run.All<UnitStarted>());
    }

    [Fact(Timeout = 60000)]
    public async Task A_setup_that_fails_is_told_as_that_and_no_gate_runs()
    {
        var run = Run(First with
        {
            Worktree = new WorktreeConfig { Setup = [new SetupCommand("true", null), new SetupCommand("false", null)], Teardown = [new SetupCommand("true", null)] },
        });

        var reason = Assert.IsType<RunFailed>(await run.RunAsync()).Reason!;

        Assert.Equal((DiagnosticCodes.SetupFailed.Id, ".choo.yaml"), (reason.Code, reason.File));
        Assert.Contains("`false` failed on main", reason.Message, StringComparison.Ordinal);
        Assert.Equal([true, false], Assert.Single(OfTarget<BaselineFailed>(run)).Evidence.Select(each => each.Passed));
        Assert.Equal(["setup: true", "setup: false", "teardown: true"], TargetCommands(run));
        Assert.Empty(run.All<UnitStarted>());
    }

    [Fact(Timeout = 60000)]
    public async Task A_check_that_is_called_setup_is_a_gate_like_others()
    {
        var run = new MemoryRun(MemoryAgents.WriteOwnFile) { Config = First, Baseline = [new Gate("setup", "false"), new Gate("check", "true")], ProvesTarget = true }.Unit("a", [], "true");

        Assert.Equal(DiagnosticCodes.TargetRed.Id, Assert.IsType<RunFailed>(await run.RunAsync()).Reason!.Code);
        Assert.Equal(["setup: false", "check: true"], TargetCommands(run));
    }

    [Fact(Timeout = 60000)]
    public async Task A_red_target_and_one_without_setup_may_be_allowed()
    {
        var run = Run(First with { AllowRedTarget = true }, "has a.txt");
        Assert.IsType<RunCompleted>(await run.RunAsync());
        Assert.Single(OfTarget<BaselineFailed>(run));

        run = Run(First with { AllowRedTarget = true, Worktree = new WorktreeConfig { Setup = [new SetupCommand("false", null)] } });
        Assert.Null(Assert.IsType<RunFailed>(await run.RunAsync()).Reason);
        Assert.Equal(DiagnosticCodes.SetupFailed.Id, Assert.Single(run.All<UnitFailed>("a")).Diagnostic.Code);
    }

    [Fact(Timeout = 60000)]
    public async Task What_setup_changes_of_the_target_is_undone_before_the_gates_judge_it()
    {
        var run = Run(
            First with { Worktree = new WorktreeConfig { Setup = [new SetupCommand("true", null)] } },
            "has README.md here",
            (request, tree) =>
            {
                if (request.Gate.Name == "setup")
                {
                    tree.Write("README.md", "changed");
                }
            });

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal([DiagnosticCodes.SetupChangedTracked.Id], OfTarget<DiagnosticReported>(run).Select(each => each.Diagnostic.Code));
    }

    [Fact(Timeout = 60000)]
    public async Task A_teardown_that_fails_is_a_warning()
    {
        var run = Run(First with { Worktree = new WorktreeConfig { Teardown = [new SetupCommand("false", null)] } });

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Contains("for main", Assert.Single(OfTarget<DiagnosticReported>(run), each => each.Diagnostic.Code == DiagnosticCodes.TeardownFailed.Id).Diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task A_room_that_cannot_be_made_is_the_reason_as_it_is()
    {
        var run = Run(First);
        run.Worktrees.RefuseRooms = true;

        var reason = Assert.IsType<RunFailed>(await run.RunAsync()).Reason!;

        Assert.NotEqual(DiagnosticCodes.TargetRed.Id, reason.Code);
        Assert.Empty(OfTarget<BaselineFailed>(run));
    }
}

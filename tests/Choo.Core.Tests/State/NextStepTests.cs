using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Xunit;

namespace Choo.Core.Tests.State;

public sealed class NextStepTests
{
    private const string Resume = "dotnet choo resume";
    private const string Retry = "dotnet choo retry a";

    /// <summary>Every code that can end a unit, whether it failed then, and the command that helps.</summary>
    public static TheoryData<string, bool, string> Ends => new()
    {
        { DiagnosticCodes.BackpressureFailed.Id, true, Retry },
        { DiagnosticCodes.BaselineRed.Id, true, Retry },
        { DiagnosticCodes.SetupFailed.Id, true, Retry },
        { DiagnosticCodes.TasksDeadlocked.Id, true, Retry },
        { DiagnosticCodes.NoChange.Id, true, Retry },
        { DiagnosticCodes.NestedRepository.Id, true, Retry },
        { DiagnosticCodes.AgentNotFound.Id, true, Retry },
        { DiagnosticCodes.AgentNotExecutable.Id, true, Retry },
        { DiagnosticCodes.AgentEndedInError.Id, true, Retry },
        { DiagnosticCodes.AgentLimitReached.Id, true, Retry },
        { DiagnosticCodes.AgentOverloaded.Id, true, Retry },
        { DiagnosticCodes.AgentUnauthorized.Id, true, Retry },
        { DiagnosticCodes.AgentOutOfTurns.Id, true, Retry },
        { DiagnosticCodes.AgentTimedOut.Id, true, Retry },
        { DiagnosticCodes.AgentSilent.Id, true, Retry },
        { DiagnosticCodes.AgentNotStarted.Id, true, Retry },
        { DiagnosticCodes.ConflictUnresolved.Id, true, Retry },
        { DiagnosticCodes.TargetKeepsMoving.Id, true, Retry },
        { DiagnosticCodes.GitFailed.Id, true, Retry },
        { DiagnosticCodes.NoTarget.Id, true, Retry },
        { DiagnosticCodes.CannotWrite.Id, true, Retry },
        { DiagnosticCodes.Internal.Id, true, Retry },
        { DiagnosticCodes.ProviderClosed.Id, false, Resume },
        { DiagnosticCodes.BudgetReached.Id, false, Resume },
        { DiagnosticCodes.ReviewNotDone.Id, false, Resume },
        { DiagnosticCodes.ReviewBlocks.Id, false, Resume },
        { DiagnosticCodes.DiskFull.Id, false, Resume },
        { DiagnosticCodes.AlreadyGreen.Id, false, Resume },
        { DiagnosticCodes.CheckoutInTheWay.Id, false, Resume },
        { DiagnosticCodes.SpecChanged.Id, false, Resume },
        { DiagnosticCodes.LandingTakenBack.Id, false, Resume },
        { DiagnosticCodes.TestsForTheWorse.Id, false, "dotnet choo resume --accept a" },
        { DiagnosticCodes.DependsOutsideRun.Id, false, "dotnet choo run" },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void Each_code_that_ends_a_unit_has_a_next_step_that_works_in_that_state(string code, bool fails, string command)
    {
        var step = NextStep.Of(code, "a");

        Assert.Equal(command, step.Command);
        Assert.EndsWith(command, $"{step}", StringComparison.Ordinal);

        // Only a unit that failed can be retried.
        Assert.Equal(fails, step.Command.StartsWith("dotnet choo retry", StringComparison.Ordinal));
        Assert.Equal(fails, RetryRefusal.Of(Ended(code, fails), "a") is null);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void What_a_run_prints_last_is_what_helps_its_units(string code, bool fails, string command) => Assert.EndsWith(
        command.StartsWith("dotnet choo retry", StringComparison.Ordinal) ? Resume : command,
        Assert.Single(RunNextSteps.OfRun(Ended(code, fails))), StringComparison.Ordinal);

    [Fact]
    public void A_complete_run_has_no_next_step()
    {
        var state = Run("a");
        Tell(state, "a", new UnitCompleted("c", null));
        Tell(state, null, new RunCompleted(1, 1));
        Assert.Empty(RunNextSteps.OfRun(state));
    }

    [Fact]
    public void A_run_that_was_interrupted_or_whose_target_is_red_is_resumed()
    {
        var interrupted = Run("a");
        Tell(interrupted, null, new RunInterrupted(RunSignal.SIGINT));
        Assert.Equal(["Then: dotnet choo resume"], RunNextSteps.OfRun(interrupted));
        var red = Run("a");
        Tell(red, null, new RunFailed { Reason = DiagnosticCodes.TargetRed.Because("red") });
        Assert.Equal(["Then: dotnet choo resume"], RunNextSteps.OfRun(red));
    }

    [Fact]
    public void Units_to_accept_are_named_together_and_beside_what_a_resume_helps()
    {
        var state = Run("a", "b", "c");
        Tell(state, "a", new UnitWaiting(DiagnosticCodes.TestsForTheWorse.Because("x")));
        Tell(state, "b", new UnitWaiting(DiagnosticCodes.TestsForTheWorse.Because("x")));
        Tell(state, "c", new UnitFailed(DiagnosticCodes.BackpressureFailed.Because("x")));
        Assert.Equal(["Then: dotnet choo resume", "To land a and b as they are: dotnet choo resume --accept a --accept b"], RunNextSteps.OfRun(state));
    }

    private static RunState Ended(string code, bool fails)
    {
        var state = Run("a");
        var problem = new Diagnostic(code, Severity.Error, null, 0, 0, "why");
        Tell(state, "a", fails ? new UnitFailed(problem) : new UnitWaiting(problem));
        Tell(state, null, new RunFailed());
        return state;
    }

    private static RunState Run(params string[] ids) => new(new RunStarted
    {
        Version = "1",
        Target = "main",
        Base = "base",
        TasksDir = "t",
        Parallelism = 1,
        Units = [.. ids.Select(id => new PlannedUnit(id, $"t/{id}", [], "claude", []))],
    });

    private static void Tell(RunState state, string? unit, EventData data) =>
        state.Apply(new RunEvent(1, DateTimeOffset.UnixEpoch, "run", unit, null, data));
}

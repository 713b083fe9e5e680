using Choo.Core.Agents;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.State;
using Xunit;

namespace Choo.Core.Tests.State;

public sealed class WorkTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly RunState state;
    private long seq;

    public WorkTests()
    {
        var started = new RunStarted
        {
            Version = "1",
            Target = "main",
            Base = "b",
            TasksDir = "t",
            Parallelism = 1,
            Units = [new PlannedUnit("a", "t/a", [], "claude", [new PlannedTask(1, "One", "01.md", false), new PlannedTask(2, "Two", "02.md", false)])],
        };
        state = new RunState(started);
        state.BeginAt(Noon);
    }

    private UnitProgress A => state.Unit("a");

    private void At(int seconds, EventData data, string? unit = "a", int? task = null) =>
        state.Apply(new RunEvent(++seq, Noon.AddSeconds(seconds), "r", unit, task, data));

    private static AgentDone Done(TurnPurpose purpose, AgentVerdict verdict = AgentVerdict.Finished) =>
        new(purpose, "claude", 1, new AgentOutcome { Verdict = verdict, ExitCode = 0, DurationMs = 2000, Usage = new AgentUsage(100, 10, 0.5m) });

    private static Evidence Gate(int exitCode) => new() { Gate = "backpressure", Command = "c", Tree = "t", ExitCode = exitCode, DurationMs = 1000, OutputDigest = "" };

    private void Turn(int at, int task, bool green)
    {
        At(at, new TaskStarted("T", "f"), task: task);
        At(at, new AgentInvoked(TurnPurpose.Task, "claude", 1, "log"), task: task);
        At(at + 2, Done(TurnPurpose.Task), task: task);
        At(at + 3, green ? new ValidationPassed(Gate(0)) : new ValidationFailed(1, AttemptFailure.Gate, "red", Gate(1)), task: task);
        if (green)
        {
            At(at + 3, new TaskCommitted("c", "t", 1), task: task);
        }
    }

    [Fact]
    public void Attempts_are_judged_turns_of_tasks_and_other_turns_are_counted_apart()
    {
        At(0, new UnitStarted(2, 0));
        Turn(1, 1, green: false);
        Turn(5, 1, green: true);
        At(9, new AgentInvoked(TurnPurpose.Task, "claude", 1, "log"), task: 2);
        At(10, Done(TurnPurpose.Task, AgentVerdict.LimitReached), task: 2);
        Turn(11, 2, green: true);
        At(15, new AgentInvoked(TurnPurpose.Baseline, "claude", 1, "log"));
        At(17, Done(TurnPurpose.Baseline));
        At(18, new AgentInvoked(TurnPurpose.Conflict, "claude", 1, "log"));
        At(20, Done(TurnPurpose.Conflict));

        Assert.Equal((3, 1, 1, 6), (A.Attempts, A.FixTurns, A.ConflictTurns, A.Turns));
        Assert.Equal(new TaskWork(2, 2, 6000, new AgentUsage(200, 20, 1m)), A.TaskWork[1]);
        Assert.Equal(new TaskWork(1, 2, 5000, new AgentUsage(200, 20, 1m)), A.TaskWork[2]);
    }

    [Fact]
    public void A_turn_that_is_judged_again_after_a_crash_is_one_attempt()
    {
        At(0, new UnitStarted(2, 0));
        At(1, new AgentInvoked(TurnPurpose.Task, "claude", 1, "log"), task: 1);
        At(2, Done(TurnPurpose.Task), task: 1);
        At(3, new ValidationPassed(Gate(0)), task: 1);
        At(100, new RunResumed(0), unit: null);
        At(101, new UnitStarted(2, 0));
        At(102, new ValidationPassed(Gate(0)), task: 1);
        At(102, new TaskCommitted("c", "t", 1), task: 1);

        Assert.Equal(1, A.Attempts);
    }

    [Fact]
    public void The_hours_between_a_run_and_its_resume_are_not_worked()
    {
        At(10, new UnitStarted(2, 0));
        Turn(11, 1, green: true);
        At(20, new RunInterrupted(RunSignal.SIGINT), unit: null);
        At(40_000, new RunResumed(0), unit: null);
        At(40_005, new UnitStarted(2, 1));
        Turn(40_010, 2, green: true);
        At(40_020, new UnitVerified("c", "t", "b"));
        At(40_025, new UnitCompleted("c", null));
        At(40_026, new RunCompleted(1, 1), unit: null);

        Assert.Equal(TimeSpan.FromSeconds(10 + 20), state.WorkedOn(A));
        Assert.Equal(TimeSpan.FromSeconds(20 + 26), state.Worked);
        Assert.Equal(2, state.Starts);
    }

    [Fact]
    public void A_run_that_was_killed_worked_until_its_newest_event()
    {
        At(10, new UnitStarted(2, 0));
        At(15, new UnitVerified("c", "t", "b"));
        At(40_000, new RunResumed(0), unit: null);
        At(40_003, new UnitCompleted("c", null));

        Assert.Equal(TimeSpan.FromSeconds(5 + 3), state.WorkedOn(A));
        Assert.Equal(TimeSpan.FromSeconds(15 + 3), state.Worked);
    }

    [Fact]
    public void Waiting_for_a_provider_is_not_work()
    {
        At(0, new UnitStarted(2, 0));
        At(10, new UnitPaused("claude"));
        At(1000, new AgentInvoked(TurnPurpose.Task, "claude", 1, "log"), task: 1);
        At(1005, Done(TurnPurpose.Task), task: 1);

        Assert.Equal(TimeSpan.FromSeconds(15), state.WorkedOn(A));
    }

    [Fact]
    public void The_phase_after_the_last_task_is_the_baseline_and_after_a_fix_turn_too()
    {
        At(0, new UnitStarted(2, 0));
        Turn(1, 1, green: true);
        Assert.Equal(UnitPhase.NextTask, A.Phase);
        Turn(5, 2, green: true);
        Assert.Equal(UnitPhase.Baseline, A.Phase);
        At(10, new AgentInvoked(TurnPurpose.Baseline, "claude", 1, "log"));
        Assert.Equal(UnitPhase.FixTurn, A.Phase);
        At(12, Done(TurnPurpose.Baseline));
        Assert.Equal(UnitPhase.Baseline, A.Phase);
    }
}

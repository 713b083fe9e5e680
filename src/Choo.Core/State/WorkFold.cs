using Choo.Core.Events;

namespace Choo.Core.State;

/// <summary>How each event changes what a unit and its tasks took: turns, attempts, time and cost.</summary>
internal static class WorkFold
{
    public static void Apply(UnitProgress unit, RunEvent e)
    {
        switch (e.Data)
        {
            case AgentInvoked:
                unit.IsJudged = false;
                break;
            case AgentDone { Purpose.Known: TurnPurpose.Baseline }:
                unit.FixTurns++;
                break;
            case AgentDone { Purpose.Known: TurnPurpose.Conflict }:
                unit.ConflictTurns++;
                break;
            case AgentDone done:
                Add(unit, e.Task, work => work.With(done.Outcome));
                break;
            case ValidationPassed passed:
                Judge(unit, e.Task, passed.Evidence.DurationMs);
                break;
            case ValidationFailed failed:
                Judge(unit, e.Task, failed.Evidence?.DurationMs ?? 0);
                break;
            case BaselinePassed passed:
                unit.Proof = [.. passed.Evidence.Select(evidence => new PassedGate(evidence.Gate, evidence.Command, evidence.DurationMs, evidence.Tests))];
                break;
            case TaskCommitted when unit.Unjudged is not null:
                // Found in git after a crash that came before the journal had heard of the gate.
                Judge(unit, e.Task, 0);
                break;
        }
    }

    private static void Judge(UnitProgress unit, int? task, long durationMs)
    {
        var attempts = unit.IsJudged ? 0 : 1;
        unit.IsJudged = true;
        unit.Attempts += attempts;
        Add(unit, task, work => work with { Attempts = work.Attempts + attempts, DurationMs = work.DurationMs + durationMs });
    }

    private static void Add(UnitProgress unit, int? task, Func<TaskWork, TaskWork> change)
    {
        if (task is { } number)
        {
            unit.TaskWork = unit.TaskWork.SetItem(number, change(unit.TaskWork.GetValueOrDefault(number, TaskWork.None)));
        }
    }
}

using Choo.Core.Events;

namespace Choo.Core.State;

/// <summary>What a person can do about a run that ended.</summary>
public static class RunNextSteps
{
    /// <summary>The commands that help, each with what it is for; none when every unit is complete.</summary>
    public static IReadOnlyList<string> OfRun(RunState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var steps = state.Units.Where(unit => unit.State is UnitState.Failed or UnitState.Waiting)
            .Select(unit => (unit.Id, Step: NextStep.Of(unit.Failure?.Code, unit.Id))).ToArray();
        var accepted = steps.Where(each => each.Step.Command == NextStep.Accept(each.Id)).Select(each => each.Id).ToArray();
        var lines = new List<string>();
        if (IsUnfinished(state) || steps.Any(each => each.Step.Command != NextStep.Accept(each.Id) && each.Step.Command != NextStep.Run))
        {
            lines.Add($"Then: {NextStep.Resume}");
        }

        if (accepted.Length > 0)
        {
            lines.Add($"To land {string.Join(" and ", accepted)} as {(accepted.Length == 1 ? "it is" : "they are")}: {NextStep.Accept(accepted)}");
        }

        if (steps.Any(each => each.Step.Command == NextStep.Run))
        {
            lines.Add($"For units that are not part of this run: {NextStep.Run}");
        }

        return lines;
    }

    /// <summary>Whether the run was interrupted, could not start its units, or crashed.</summary>
    private static bool IsUnfinished(RunState state) => state.End is RunInterrupted or RunFailed { Reason: not null }
        || state.Units.Any(unit => !unit.State.IsTerminal());
}

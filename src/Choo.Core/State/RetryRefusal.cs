using Choo.Core.Diagnostics;
using Choo.Core.Text;

namespace Choo.Core.State;

/// <summary>Which units can be retried: those that failed.</summary>
public static class RetryRefusal
{
    /// <summary>Why a unit cannot be retried, and what can be done instead; null when it can.</summary>
    public static Diagnostic? Of(RunState state, string id)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Units.FirstOrDefault(unit => unit.Id == id) is { } unit
            ? Why(unit) is { } why ? DiagnosticCodes.NothingToRetry.Because($"{id} cannot be retried: {why}") : null
            : DiagnosticCodes.UnknownUnit.Because($"the run has no unit {id}{NearestName.Hint(id, state.Units.Select(each => each.Id))}");
    }

    private static string? Why(UnitProgress unit) => unit.State switch
    {
        UnitState.Failed => null,
        UnitState.Complete => "it is complete",
        UnitState.Blocked => $"it is blocked by {string.Join(", ", unit.BlockedBy)}: `dotnet choo retry {unit.BlockedBy[0]}` retries both",
        UnitState.Waiting => $"it did not fail, it needs your attention: {NextStep.Of(unit.Failure?.Code, unit.Id)}",
        _ => "it did not fail: `dotnet choo resume` continues the run",
    };
}

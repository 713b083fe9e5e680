using Choo.Core.Diagnostics;
using Choo.Core.State;
using Choo.Core.Text;

namespace Choo.Engine;

/// <summary>Changed tests that a person accepts when a run is resumed.</summary>
internal static class TestAcceptance
{
    /// <summary>Why a unit cannot be accepted; null when each of them waits for just that.</summary>
    public static Diagnostic? Problem(RunState state, IReadOnlyList<string> units)
    {
        foreach (var id in units)
        {
            if (state.Units.FirstOrDefault(unit => unit.Id == id) is not { } unit)
            {
                return DiagnosticCodes.UnknownUnit.Because($"the run has no unit {id}{NearestName.Hint(id, state.Units.Select(each => each.Id))}");
            }

            if (unit.ChangedTests.IsEmpty || unit.State is UnitState.Complete)
            {
                return DiagnosticCodes.Usage.Because($"--accept {id}: {id} has no changed tests waiting to be accepted; `dotnet choo why {id}` shows its state");
            }
        }

        return null;
    }
}

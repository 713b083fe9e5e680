using Choo.Core.Diagnostics;
using Choo.Core.Running;

namespace Choo.Core.Units;

/// <summary>How a unit ends that cannot go on.</summary>
internal static class UnitEnds
{
    /// <summary>Waiting, where nothing is wrong with its work and a person can let it go on; else failed.</summary>
    public static EventData Of(Diagnostic problem) =>
        problem.Code == DiagnosticCodes.ProviderClosed.Id || problem.Code == DiagnosticCodes.BudgetReached.Id ? new UnitWaiting(problem) : new UnitFailed(problem);
}

using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Events;

namespace Choo.Core.Flow;

/// <summary>How a unit ends that cannot continue.</summary>
internal static class UnitEnds
{
    private static readonly ImmutableHashSet<string> Waiting =
    [
        DiagnosticCodes.ProviderClosed.Id, DiagnosticCodes.BudgetReached.Id, DiagnosticCodes.DiskFull.Id, DiagnosticCodes.AlreadyGreen.Id,
        DiagnosticCodes.SpecChanged.Id,
    ];

    /// <summary>Waiting, where nothing is wrong with its work and a person can let it continue; otherwise failed.</summary>
    public static EventData Of(Diagnostic problem) => Waiting.Contains(problem.Code) ? new UnitWaiting(problem) : new UnitFailed(problem);
}

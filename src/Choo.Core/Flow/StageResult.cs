using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Events;

namespace Choo.Core.Flow;

/// <summary>How a stage of a unit ended. A closed set.</summary>
internal abstract record StageResult
{
    private static readonly ImmutableHashSet<string> Waiting =
    [
        DiagnosticCodes.ProviderClosed.Id, DiagnosticCodes.BudgetReached.Id, DiagnosticCodes.DiskFull.Id, DiagnosticCodes.AlreadyGreen.Id,
        DiagnosticCodes.SpecChanged.Id,
    ];

    private StageResult()
    {
    }

    /// <summary>The unit continues with what follows.</summary>
    public static StageResult Success { get; } = new Done();

    /// <summary>The event that ends the unit; null when it continues.</summary>
    public EventData? Event => this switch
    {
        Failed failed => new UnitFailed(failed.Diagnostic),
        Waits waits => new UnitWaiting(waits.Diagnostic),
        _ => null,
    };

    /// <summary>Why the unit does not continue; null when it does.</summary>
    public Diagnostic? Problem => this switch
    {
        Failed failed => failed.Diagnostic,
        Waits waits => waits.Diagnostic,
        _ => null,
    };

    /// <summary>A problem as a result: the unit waits where nothing is wrong with its work and a person can let it continue; otherwise it failed.</summary>
    public static StageResult Of(Diagnostic problem) => Waiting.Contains(problem.Code) ? new Waits(problem) : new Failed(problem);

    /// <summary>The stage did what it is for.</summary>
    public sealed record Done : StageResult;

    /// <summary>The unit failed.</summary>
    /// <param name="Diagnostic">Why.</param>
    public sealed record Failed(Diagnostic Diagnostic) : StageResult;

    /// <summary>The unit waits for a person.</summary>
    /// <param name="Diagnostic">What prevents it from continuing, and what to do.</param>
    public sealed record Waits(Diagnostic Diagnostic) : StageResult;
}

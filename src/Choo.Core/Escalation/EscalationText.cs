using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Events;

namespace Choo.Core.Escalation;

/// <summary>What messages say.</summary>
public static class EscalationText
{
    private const string GoOn = "`dotnet choo status` shows what is left, `dotnet choo resume` continues the run";

    /// <summary>A message that says only that messages arrive.</summary>
    public static EscalationMessage Test(string repository, DateTimeOffset now) => new()
    {
        Id = new string('0', 32),
        Kind = EscalationKind.Test,
        Severity = Severity.Info,
        Time = now,
        Repository = repository,
        Run = "",
        Target = "",
        Title = "choo's messages arrive here",
        Message = "`dotnet choo doctor --online` sent this to try it; nothing happened",
    };

    /// <summary>A unit failed or waits.</summary>
    internal static EscalationMessage OfUnit(EscalationMessage begun, string unit, Diagnostic problem, ImmutableArray<string> behind) => begun with
    {
        Severity = begun.Kind == EscalationKind.Waiting ? Severity.Warning : Severity.Error,
        Unit = unit,
        Title = $"{unit} {(begun.Kind == EscalationKind.Waiting ? "needs your attention" : "failed")} ({problem.Code}){(behind.IsEmpty ? "" : $"; it blocks {Units(behind.Length)}")}",
        Message = problem.Message,
        Diagnostic = problem,
        Blocks = behind,
    };

    /// <summary>Units cannot start because of one.</summary>
    internal static EscalationMessage OfBlocked(EscalationMessage begun, string root, Diagnostic? problem, ImmutableArray<string> behind) => begun with
    {
        Severity = Severity.Warning,
        Unit = root,
        Title = $"{Units(behind.Length)} blocked by {root}{(problem is null ? "" : $" ({problem.Code})")}",
        Message = problem?.Message ?? GoOn,
        Diagnostic = problem,
        Blocks = behind,
    };

    /// <summary>The run is over or was interrupted.</summary>
    internal static EscalationMessage OfEnd(EscalationMessage begun, EventData end, int complete, int units) => end switch
    {
        RunCompleted done => begun with
        {
            Severity = Severity.Info,
            Title = $"run complete: {Units(done.Complete)}",
            Message = $"all work is on {begun.Target}, or on branches of its own with --no-merge",
            Counts = new EscalationCounts(done.Complete, 0, 0, 0),
        },
        RunFailed { Reason: { } reason } failed => begun with
        {
            Title = $"run ended early ({reason.Code}): {complete} of {Units(units)} complete",
            Message = reason.Message,
            Diagnostic = reason,
            Counts = Of(failed),
        },
        RunFailed failed => begun with
        {
            Severity = failed.Failed > 0 ? Severity.Error : Severity.Warning,
            Title = $"run ended: {failed.Complete} complete, {failed.Failed} failed, {failed.Blocked} blocked, {failed.Waiting} waiting",
            Message = GoOn,
            Counts = Of(failed),
        },
        RunInterrupted interrupted => begun with
        {
            Severity = Severity.Warning,
            Title = $"run interrupted by {interrupted.Signal}: {complete} of {Units(units)} complete",
            Message = "`dotnet choo resume` continues the run",
        },
        _ => throw new ArgumentOutOfRangeException(nameof(end)),
    };

    private static EscalationCounts Of(RunFailed failed) => new(failed.Complete, failed.Failed, failed.Blocked, failed.Waiting);

    private static string Units(int count) => count == 1 ? "1 unit" : $"{count} units";
}

namespace Choo.Core.Diagnostics;

/// <summary>40xx: gates and the processes of a run.</summary>
public static partial class DiagnosticCodes
{
    /// <summary>CHOO4001.</summary>
    public static readonly DiagnosticCode NoBaseline = new("CHOO4001", Severity.Warning, "No baseline was found");

    /// <summary>CHOO4002.</summary>
    public static readonly DiagnosticCode TeardownFailed = new("CHOO4002", Severity.Warning, "A teardown command failed");

    /// <summary>CHOO4003.</summary>
    public static readonly DiagnosticCode NoWatchdog = new("CHOO4003", Severity.Warning, "The watchdog could not be started");

    /// <summary>CHOO4004.</summary>
    public static readonly DiagnosticCode LeftoversEnded = new("CHOO4004", Severity.Info, "Processes of an earlier run were stopped");
}

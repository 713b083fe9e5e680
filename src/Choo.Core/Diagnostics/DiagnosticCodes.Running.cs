namespace Choo.Core.Diagnostics;

/// <summary>31xx, 41xx and 42xx: why a unit failed or is blocked.</summary>
public static partial class DiagnosticCodes
{
    /// <summary>CHOO3102.</summary>
    public static readonly DiagnosticCode NoChange = new("CHOO3102", Severity.Error, "The agent changed nothing");

    /// <summary>CHOO3103.</summary>
    public static readonly DiagnosticCode NestedRepository = new("CHOO3103", Severity.Error, "A repository inside the repository");

    /// <summary>CHOO4101.</summary>
    public static readonly DiagnosticCode BackpressureFailed = new("CHOO4101", Severity.Error, "The backpressure failed");

    /// <summary>CHOO4102.</summary>
    public static readonly DiagnosticCode BaselineRed = new("CHOO4102", Severity.Error, "The baseline failed on the unit's work");

    /// <summary>CHOO4103.</summary>
    public static readonly DiagnosticCode TargetRed = new("CHOO4103", Severity.Error, "The baseline already fails on the target");

    /// <summary>CHOO4104.</summary>
    public static readonly DiagnosticCode SetupFailed = new("CHOO4104", Severity.Error, "A setup command failed");

    /// <summary>CHOO4106.</summary>
    public static readonly DiagnosticCode AlreadyGreen = new("CHOO4106", Severity.Error, "The backpressure passes before the work");

    /// <summary>CHOO4107.</summary>
    public static readonly DiagnosticCode NothingProved = new("CHOO4107", Severity.Error, "A gate ended with exit code 0 and proved nothing");

    /// <summary>CHOO4201.</summary>
    public static readonly DiagnosticCode BlockedByOthers = new("CHOO4201", Severity.Error, "The unit is blocked by others");

    /// <summary>CHOO4105.</summary>
    public static readonly DiagnosticCode TasksDeadlocked = new("CHOO4105", Severity.Error, "No task is ready");
}

namespace Choo.Core.Diagnostics;

/// <summary>Codes of saved work, of evidence and of tests that changed.</summary>
public static partial class DiagnosticCodes
{
    /// <summary>CHOO2021.</summary>
    public static readonly DiagnosticCode NoSavedWork = new("CHOO2021", Severity.Error, "There is no such saved work");

    /// <summary>CHOO2022.</summary>
    public static readonly DiagnosticCode WouldOverwrite = new("CHOO2022", Severity.Error, "Saved work would overwrite something");

    /// <summary>CHOO4021.</summary>
    public static readonly DiagnosticCode NoEvidence = new("CHOO4021", Severity.Error, "There is no evidence for the unit");

    /// <summary>CHOO4022.</summary>
    public static readonly DiagnosticCode EvidenceBroken = new("CHOO4022", Severity.Error, "The evidence is not valid");

    /// <summary>CHOO4121.</summary>
    public static readonly DiagnosticCode TestsForTheWorse = new("CHOO4121", Severity.Error, "Tests changed for the worse");

    /// <summary>CHOO4122.</summary>
    public static readonly DiagnosticCode NewTestsProveNothing = new("CHOO4122", Severity.Warning, "New tests pass without the change");
}

namespace Choo.Core.Diagnostics;

/// <summary>6xxx: messages to a person.</summary>
public static partial class DiagnosticCodes
{
    /// <summary>CHOO6001.</summary>
    public static readonly DiagnosticCode EscalationNotDelivered = new("CHOO6001", Severity.Warning, "A message could not be delivered");

    /// <summary>CHOO6002.</summary>
    public static readonly DiagnosticCode EscalationUnusable = new("CHOO6002", Severity.Warning, "A way of telling you cannot be used");
}

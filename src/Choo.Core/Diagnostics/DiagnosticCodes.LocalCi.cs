namespace Choo.Core.Diagnostics;

/// <content>7xxx: checks of pushed commits.</content>
public static partial class DiagnosticCodes
{
    /// <summary>CHOO7001.</summary>
    public static readonly DiagnosticCode CommitUnknown = new("CHOO7001", Severity.Error, "No such commit to check");

    /// <summary>CHOO7002.</summary>
    public static readonly DiagnosticCode NothingToCheck = new("CHOO7002", Severity.Error, "Nothing to check a commit with");

    /// <summary>CHOO7003.</summary>
    public static readonly DiagnosticCode HookInTheWay = new("CHOO7003", Severity.Error, "Another hook is in the way");

    /// <summary>CHOO7004.</summary>
    public static readonly DiagnosticCode CheckBroken = new("CHOO7004", Severity.Error, "A commit could not be checked");
}

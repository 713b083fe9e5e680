namespace Choo.Core.Diagnostics;

// 11xx: backlogs of gaps.
public static partial class DiagnosticCodes
{
    /// <summary>The backlog is not there or cannot be read.</summary>
    public static readonly DiagnosticCode BacklogMissing = new("CHOO1101", Severity.Error, "Backlog not found");

    /// <summary>A backlog's file is no YAML, or has no list of gaps.</summary>
    public static readonly DiagnosticCode BacklogMalformed = new("CHOO1102", Severity.Error, "Backlog cannot be read");

    /// <summary>A gap without an id.</summary>
    public static readonly DiagnosticCode GapWithoutId = new("CHOO1103", Severity.Warning, "Gap without an id");

    /// <summary>Two gaps with one id.</summary>
    public static readonly DiagnosticCode DuplicateGap = new("CHOO1104", Severity.Warning, "Duplicate gap");

    /// <summary>A gap's id that cannot be a ref or a path.</summary>
    public static readonly DiagnosticCode GapIdUnusable = new("CHOO1105", Severity.Warning, "Unusable gap id");

    /// <summary>A gap's field of the wrong type.</summary>
    public static readonly DiagnosticCode GapWrongType = new("CHOO1106", Severity.Warning, "Field of a gap has the wrong type");

    /// <summary>A status, priority, effort or kind that does not exist.</summary>
    public static readonly DiagnosticCode UnknownGapWord = new("CHOO1107", Severity.Warning, "Unknown word in a gap");

    /// <summary>A gap without title, status or priority.</summary>
    public static readonly DiagnosticCode GapIncomplete = new("CHOO1108", Severity.Warning, "Incomplete gap");

    /// <summary>A gap or a hold names a gap that does not exist, or a gap names itself.</summary>
    public static readonly DiagnosticCode UnknownGap = new("CHOO1109", Severity.Warning, "Unknown gap");

    /// <summary>Gaps that wait for each other.</summary>
    public static readonly DiagnosticCode GapCycle = new("CHOO1110", Severity.Warning, "Cycle between gaps");

    /// <summary>A gap that was to be dispatched and cannot be.</summary>
    public static readonly DiagnosticCode GapNotDispatched = new("CHOO1111", Severity.Error, "Gap cannot be dispatched");

    /// <summary>A gap whose record choo cannot edit.</summary>
    public static readonly DiagnosticCode GapNotClosable = new("CHOO1112", Severity.Error, "Gap cannot be closed");

    /// <summary>A gap that landed in a way that left its record as it was.</summary>
    public static readonly DiagnosticCode GapLeftOpen = new("CHOO1113", Severity.Warning, "Gap is still open in the backlog");
}

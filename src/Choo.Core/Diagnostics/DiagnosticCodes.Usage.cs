namespace Choo.Core.Diagnostics;

/// <summary>0xxx: usage and environment.</summary>
public static partial class DiagnosticCodes
{
    /// <summary>CHOO0001.</summary>
    public static readonly DiagnosticCode Usage = new("CHOO0001", Severity.Error, "Wrong usage");

    /// <summary>CHOO0002.</summary>
    public static readonly DiagnosticCode AlreadyRunning = new("CHOO0002", Severity.Error, "Another run is under way");

    /// <summary>CHOO0003.</summary>
    public static readonly DiagnosticCode NothingToResume = new("CHOO0003", Severity.Error, "There is no run to resume");

    /// <summary>CHOO0004.</summary>
    public static readonly DiagnosticCode JournalUnreadable = new("CHOO0004", Severity.Error, "A journal cannot be read");

    /// <summary>CHOO0006.</summary>
    public static readonly DiagnosticCode CannotWrite = new("CHOO0006", Severity.Error, "A file cannot be written");

    /// <summary>CHOO0007.</summary>
    public static readonly DiagnosticCode LowDisk = new("CHOO0007", Severity.Warning, "Little free disk space");

    /// <summary>CHOO0008.</summary>
    public static readonly DiagnosticCode RunUnfinished = new("CHOO0008", Severity.Warning, "An earlier run is unfinished");

    /// <summary>CHOO0009.</summary>
    public static readonly DiagnosticCode AlreadyThere = new("CHOO0009", Severity.Error, "A file already exists");

    /// <summary>CHOO0011.</summary>
    public static readonly DiagnosticCode DiskFull = new("CHOO0011", Severity.Error, "Too little free disk space");

    /// <summary>CHOO0021.</summary>
    public static readonly DiagnosticCode NotChoosFolder = new("CHOO0021", Severity.Error, "choo's folder cannot be trusted");

    /// <summary>CHOO0012.</summary>
    public static readonly DiagnosticCode NothingToRetry = new("CHOO0012", Severity.Error, "The unit cannot be retried");

    /// <summary>CHOO0201.</summary>
    public static readonly DiagnosticCode RuntimeMissing = new("CHOO0201", Severity.Error, "The .NET runtime that choo needs is missing");

    /// <summary>CHOO0202.</summary>
    public static readonly DiagnosticCode EngineEnded = new("CHOO0202", Severity.Error, "The engine exited without an explanation");

    /// <summary>CHOO0203.</summary>
    public static readonly DiagnosticCode MSBuildTooOld = new("CHOO0203", Severity.Error, "This MSBuild is too old");

    /// <summary>CHOO9001.</summary>
    public static readonly DiagnosticCode Internal = new("CHOO9001", Severity.Error, "A fault in choo itself");
}

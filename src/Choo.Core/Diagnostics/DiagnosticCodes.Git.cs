namespace Choo.Core.Diagnostics;

/// <summary>2xxx: git and worktrees; 5xxx: landing.</summary>
public static partial class DiagnosticCodes
{
    /// <summary>CHOO2001.</summary>
    public static readonly DiagnosticCode NoGit = new("CHOO2001", Severity.Error, "git is missing or too old");

    /// <summary>CHOO2002.</summary>
    public static readonly DiagnosticCode NotARepository = new("CHOO2002", Severity.Error, "Not a git repository");

    /// <summary>CHOO2003.</summary>
    public static readonly DiagnosticCode NoCommit = new("CHOO2003", Severity.Error, "The repository has no commit yet");

    /// <summary>CHOO2004.</summary>
    public static readonly DiagnosticCode DetachedHead = new("CHOO2004", Severity.Error, "HEAD is detached");

    /// <summary>CHOO2005.</summary>
    public static readonly DiagnosticCode NoTarget = new("CHOO2005", Severity.Error, "The target branch does not exist");

    /// <summary>CHOO2006.</summary>
    public static readonly DiagnosticCode ShallowClone = new("CHOO2006", Severity.Warning, "A shallow clone");

    /// <summary>CHOO2007.</summary>
    public static readonly DiagnosticCode BareRepository = new("CHOO2007", Severity.Error, "A bare repository");

    /// <summary>CHOO2008.</summary>
    public static readonly DiagnosticCode SpecNotCommitted = new("CHOO2008", Severity.Warning, "A spec has uncommitted changes");

    /// <summary>CHOO2009.</summary>
    public static readonly DiagnosticCode GitFailed = new("CHOO2009", Severity.Error, "git failed");

    /// <summary>CHOO2010.</summary>
    public static readonly DiagnosticCode WorktreeKept = new("CHOO2010", Severity.Warning, "A worktree was kept");

    /// <summary>CHOO2011.</summary>
    public static readonly DiagnosticCode SpecsNotInTarget = new("CHOO2011", Severity.Error, "The target has no specs");

    /// <summary>CHOO2012.</summary>
    public static readonly DiagnosticCode SetupChangedTracked = new("CHOO2012", Severity.Warning, "A setup command changed tracked files");

    /// <summary>CHOO2013.</summary>
    public static readonly DiagnosticCode StashVanished = new("CHOO2013", Severity.Warning, "A stash entry vanished while an agent worked");

    /// <summary>CHOO2014.</summary>
    public static readonly DiagnosticCode SharedFilesChanged = new("CHOO2014", Severity.Warning, "git's settings or hooks changed while an agent worked");

    /// <summary>CHOO2015.</summary>
    public static readonly DiagnosticCode NotTrusted = new("CHOO2015", Severity.Error, "git does not trust the repository");

    /// <summary>CHOO2031.</summary>
    public static readonly DiagnosticCode WorktreeGone = new("CHOO2031", Severity.Error, "A worktree was removed while it was in use");

    /// <summary>CHOO2032.</summary>
    public static readonly DiagnosticCode CannotAdd = new("CHOO2032", Severity.Error, "A file cannot be committed");

    /// <summary>CHOO2033.</summary>
    public static readonly DiagnosticCode SetAside = new("CHOO2033", Severity.Warning, "Files that git cannot add were moved out of a worktree");

    /// <summary>CHOO2034.</summary>
    public static readonly DiagnosticCode WorktreesInside = new("CHOO2034", Severity.Warning, "Worktrees lie inside the repository");

    /// <summary>CHOO2041.</summary>
    public static readonly DiagnosticCode CheckoutUnknown = new("CHOO2041", Severity.Error, "The target's checkout is not recorded");

    /// <summary>CHOO2042.</summary>
    public static readonly DiagnosticCode RefInTheWay = new("CHOO2042", Severity.Error, "A ref blocks choo's refs");

    /// <summary>CHOO2016.</summary>
    public static readonly DiagnosticCode SpecInTheWay = new("CHOO2016", Severity.Error, "An uncommitted spec blocks landing");

    /// <summary>CHOO5001.</summary>
    public static readonly DiagnosticCode CheckoutInTheWay = new("CHOO5001", Severity.Error, "The checkout blocks landing");

    /// <summary>CHOO5002.</summary>
    public static readonly DiagnosticCode ConflictUnresolved = new("CHOO5002", Severity.Error, "A merge conflict was not resolved");

    /// <summary>CHOO5003.</summary>
    public static readonly DiagnosticCode TargetKeepsMoving = new("CHOO5003", Severity.Error, "The target keeps moving");

    /// <summary>CHOO5004.</summary>
    public static readonly DiagnosticCode SpecChanged = new("CHOO5004", Severity.Error, "The spec changed on the target");

    /// <summary>CHOO5005.</summary>
    public static readonly DiagnosticCode LandingTakenBack = new("CHOO5005", Severity.Error, "A landing was undone");

    /// <summary>CHOO5010.</summary>
    public static readonly DiagnosticCode WorkNotMerged = new("CHOO5010", Severity.Warning, "Finished work is not merged");
}

namespace Choo.Core.Diagnostics;

/// <summary>504x and 505x: pull requests.</summary>
public static partial class DiagnosticCodes
{
    /// <summary>CHOO5041.</summary>
    public static readonly DiagnosticCode PullRequestClosed = new("CHOO5041", Severity.Error, "The pull request was closed");

    /// <summary>CHOO5042.</summary>
    public static readonly DiagnosticCode PullRequestRounds = new("CHOO5042", Severity.Error, "The pull request needs a person");

    /// <summary>CHOO5043.</summary>
    public static readonly DiagnosticCode PullRequestTimeout = new("CHOO5043", Severity.Error, "The pull request waited too long");

    /// <summary>CHOO5044.</summary>
    public static readonly DiagnosticCode CheckNeverStarted = new("CHOO5044", Severity.Error, "A required check does not start");

    /// <summary>CHOO5045.</summary>
    public static readonly DiagnosticCode PullRequestChanged = new("CHOO5045", Severity.Error, "The pull request is not as choo left it");

    /// <summary>CHOO5046.</summary>
    public static readonly DiagnosticCode PullRequestReady = new("CHOO5046", Severity.Warning, "The pull request is approved and green");

    /// <summary>CHOO5047.</summary>
    public static readonly DiagnosticCode TargetNotPushed = new("CHOO5047", Severity.Error, "The target has commits that the remote lacks");

    /// <summary>CHOO5048.</summary>
    public static readonly DiagnosticCode RouteChanged = new("CHOO5048", Severity.Warning, "The run lands another way now");

    /// <summary>CHOO5049.</summary>
    public static readonly DiagnosticCode MergedUnproved = new("CHOO5049", Severity.Warning, "What was merged was not proved as a whole");

    /// <summary>CHOO5050.</summary>
    public static readonly DiagnosticCode CheckNotReported = new("CHOO5050", Severity.Warning, "A check that ran before is not reported");

    /// <summary>CHOO5051.</summary>
    public static readonly DiagnosticCode TemplateMissing = new("CHOO5051", Severity.Warning, "The template of pull requests is not in the commit");

    /// <summary>CHOO5052.</summary>
    public static readonly DiagnosticCode FeatureUnusable = new("CHOO5052", Severity.Error, "The feature's branch cannot be made");

    /// <summary>CHOO5053.</summary>
    public static readonly DiagnosticCode FeatureMoved = new("CHOO5053", Severity.Error, "The feature's branch has other commits on the remote");

    /// <summary>CHOO5054.</summary>
    public static readonly DiagnosticCode FeatureLeft = new("CHOO5054", Severity.Info, "The feature's branch has no pull request");

    /// <summary>CHOO5055.</summary>
    public static readonly DiagnosticCode NotRebased = new("CHOO5055", Severity.Warning, "The pull request cannot be rebased");

    /// <summary>CHOO5056.</summary>
    public static readonly DiagnosticCode PushesElsewhere = new("CHOO5056", Severity.Error, "The remote pushes to another repository than it fetches from");
}

namespace Choo.Core.Diagnostics;

/// <summary>Codes of reviews by another agent.</summary>
public static partial class DiagnosticCodes
{
    /// <summary>A reviewer's finding of severity error.</summary>
    public static readonly DiagnosticCode ReviewError = new("CHOO3031", Severity.Warning, "The review found an error");

    /// <summary>A reviewer's finding of severity warning.</summary>
    public static readonly DiagnosticCode ReviewWarning = new("CHOO3032", Severity.Warning, "The review warns");

    /// <summary>A reviewer's finding of severity suggestion.</summary>
    public static readonly DiagnosticCode ReviewSuggestion = new("CHOO3033", Severity.Info, "The review suggests a change");

    /// <summary>A reviewer's finding of severity info.</summary>
    public static readonly DiagnosticCode ReviewNote = new("CHOO3034", Severity.Info, "The review notes something");

    /// <summary>No review came about. A warning where reviews are advice; an error, for which the unit waits, where they may block.</summary>
    public static readonly DiagnosticCode ReviewNotDone = new("CHOO3035", Severity.Warning, "The review was not done");

    /// <summary>A reviewer changed files, which is undone.</summary>
    public static readonly DiagnosticCode ReviewerChangedFiles = new("CHOO3036", Severity.Warning, "The reviewer changed files");

    /// <summary>Findings keep the unit from landing.</summary>
    public static readonly DiagnosticCode ReviewBlocks = new("CHOO3037", Severity.Error, "The review asks for changes");
}

using System.Collections.Immutable;
using Choo.Core.Diagnostics;

namespace Choo.Core.CodeReview;

/// <summary>What findings mean: which of them block, and how they are reported.</summary>
public static class FindingRules
{
    /// <summary>Those that keep a unit from landing.</summary>
    public static ImmutableArray<ReviewFinding> Blocking(ImmutableArray<ReviewFinding> findings, BlockOn blockOn) => blockOn switch
    {
        BlockOn.Error => [.. findings.Where(each => each.Severity == FindingSeverity.Error)],
        BlockOn.Warning => [.. findings.Where(each => each.Severity is FindingSeverity.Error or FindingSeverity.Warning)],
        _ => [],
    };

    /// <summary>A finding as a diagnostic, at its place or else at the unit's plan. None is an error: whether the unit may land is said by another.</summary>
    public static Diagnostic Report(ReviewFinding finding, string unit, string plan)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var code = finding.Severity switch
        {
            FindingSeverity.Error => DiagnosticCodes.ReviewError,
            FindingSeverity.Warning => DiagnosticCodes.ReviewWarning,
            FindingSeverity.Suggestion => DiagnosticCodes.ReviewSuggestion,
            _ => DiagnosticCodes.ReviewNote,
        };
        var advice = finding.Suggestion is { } suggestion ? $"; suggestion: {suggestion}" : "";
        return code.At(finding.File ?? plan, finding.File is null ? 1 : finding.Line, finding.File is null ? 1 : 0, $"{unit}: {finding.Message}{advice}");
    }

    /// <summary>A finding in one line: severity, place, message and suggestion.</summary>
    public static string Describe(ReviewFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var place = finding.File is null ? "" : finding.Line > 0 ? $" {finding.File}:{finding.Line}" : $" {finding.File}";
        return $"{finding.Severity.ToString().ToLowerInvariant()}{place}: {finding.Message}{(finding.Suggestion is { } suggestion ? $" Suggestion: {suggestion}" : "")}";
    }
}

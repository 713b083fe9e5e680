using System.Text.RegularExpressions;
using Choo.Core.Diagnostics;
using Choo.Core.TestEvidence;

namespace Choo.Core.Gates;

/// <summary>Regression-only judgement: failures that the base had already do not count. A missing result is a failure, never an excuse.</summary>
public static partial class KnownFailures
{
    private const int Most = 200;

    /// <summary>The evidence as it counts: a red one is excused when each of its failures is one of the base's, and nothing else went wrong.</summary>
    public static Evidence Excuse(Evidence evidence, TestResults? onBase)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return onBase is not null && evidence is { Passed: false, TimedOut: false, ExitCode: 1, Results: { } results } && IsExcused(evidence, results, onBase)
            ? evidence with { KnownFailures = [.. results.Failing().Take(Most)] }
            : evidence;
    }

    /// <summary>Whether a command is one plain <c>dotnet test</c>, so that its failing tests are all that can make it red and nothing comes after them.</summary>
    public static bool IsPlainTestRun(string command) => PlainTestRun().IsMatch(command);

    private static bool IsExcused(Evidence evidence, TestResults results, TestResults onBase)
    {
        var failing = results.Failing();
        var known = onBase.Failing().ToHashSet(StringComparer.Ordinal);
        return IsPlainTestRun(evidence.Command)
            && results.IsWhole && onBase.IsWhole
            && !failing.IsEmpty && failing.All(known.Contains)
            && !evidence.Diagnostics.Any(IsBuildError)
            && !TestComparison.Compare(onBase, results).Any();
    }

    // TESTERROR is how a failed test is printed as a diagnostic.
    private static bool IsBuildError(Diagnostic diagnostic) => diagnostic.Severity == Severity.Error && diagnostic.Code != "TESTERROR";

    [GeneratedRegex(@"^[ \t]*dotnet[ \t]+test([ \t]+[^;&|<>`$()\r\n]*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainTestRun();
}

using System.Text.RegularExpressions;
using Choo.Core.Diagnostics;
using Choo.Core.TestEvidence;

namespace Choo.Core.Gates;

/// <summary>What speaks against a gate that ended with exit code 0: a pipe may have hidden another one, and a filter may have left no test.</summary>
public static partial class GateDoubts
{
    /// <summary>The doubt about a run that ended with exit code 0; null when there is none.</summary>
    public static GateDoubt? Of(Gate gate, GateFindings findings, TestResults? results)
    {
        ArgumentNullException.ThrowIfNull(gate);
        ArgumentNullException.ThrowIfNull(findings);
        var (passed, failed) = (findings.Tests?.Passed ?? 0, findings.Tests?.Failed ?? 0);
        if (failed > 0 || !findings.FailedTests.IsEmpty || results?.Cases.Any(each => each.Outcome == TestOutcome.Failed) == true)
        {
            return GateDoubt.FailedTests;
        }

        if (findings.Diagnostics.Any(IsBuildError))
        {
            return GateDoubt.FailedBuild;
        }

        // A default gate runs the tests of whatever there is; there may be none yet.
        var ran = passed > 0 || findings.RanTests || results?.Cases.Any(each => each.Outcome == TestOutcome.Passed) == true;
        return !ran && !gate.IsDefault && WasToRunTests(gate.Command, findings, results) ? GateDoubt.NoTests : null;
    }

    /// <summary>A gate's exit code and doubt, in words.</summary>
    public static string Words(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return evidence.Doubt?.Known switch
        {
            GateDoubt.NoTests => "exit code 0, but no test ran",
            GateDoubt.FailedTests => $"exit code 0, but {(evidence.Tests?.Failed is > 1 and var many ? $"{many} tests" : "a test")} failed",
            GateDoubt.FailedBuild => "exit code 0, but the build reported errors",
            _ => $"exit code {evidence.ExitCode}",
        };
    }

    /// <summary>What has to be done about it, for whoever works on the task; empty when nothing speaks against the gate.</summary>
    public static string Advice(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return evidence.Doubt?.Known switch
        {
            GateDoubt.NoTests => "The command is to run tests, and it ran none: exit code 0 proves nothing then. The tests that it names must exist, be found under that name, and not be skipped.",
            GateDoubt.FailedTests => "The command ended with exit code 0 although tests failed (a pipe or `||` hides their exit code). Every test that it runs must pass.",
            GateDoubt.FailedBuild => "The command ended with exit code 0 although the build reported errors (a pipe or `||` hides its exit code). It must build without errors.",
            _ => "",
        };
    }

    /// <summary>A runner said that it found none or skipped all, or its results are empty; or a plain <c>dotnet test</c> left no trace of any.</summary>
    private static bool WasToRunTests(string command, GateFindings findings, TestResults? results) =>
        findings.MissedTests || findings.Tests is not null || results is { IsWhole: true } || TestRun().IsMatch(command);

    /// <summary>An error of a compiler or of MSBuild itself; programs print the word error for many other reasons.</summary>
    private static bool IsBuildError(Diagnostic diagnostic) => diagnostic.Severity == Severity.Error
        && diagnostic.Code is not (CanonicalLine.NoCode or "TESTERROR")
        && (diagnostic is { File: not null, Line: > 0 } || ToolCode().IsMatch(diagnostic.Code));

    // Options that choose what is printed leave the totals out, and others list tests.
    [GeneratedRegex(@"(?:^|&&|;|\n)[ \t]*dotnet[ \t]+test(?![^;&|\n]*[ \t](?:-l|--logger|-v|--verbosity|-t|--list-tests|-h|-\?|--help|--version)\b)[^;&|<>`$()\r\n]*(?:$|&&|;|\n)", RegexOptions.CultureInvariant)]
    private static partial Regex TestRun();

    [GeneratedRegex(@"^(?:MSB|NETSDK|NU|CS|BC|FS)[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex ToolCode();
}

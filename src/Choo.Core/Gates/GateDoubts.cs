using Choo.Core.Testing;

namespace Choo.Core.Gates;

/// <summary>What speaks against a gate that ended with exit code 0: a pipe may have hidden another one, and a filter may have left no test.</summary>
public static class GateDoubts
{
    /// <summary>It was to run tests, and none ran.</summary>
    public const string NoTests = "no_tests";

    /// <summary>Tests failed.</summary>
    public const string FailedTests = "failed_tests";

    /// <summary>The doubt about a run that ended with exit code 0; null when there is none.</summary>
    public static string? Of(GateFindings findings, TestResults? results)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var (passed, failed) = (findings.Tests?.Passed ?? 0, findings.Tests?.Failed ?? 0);
        if (failed > 0 || results?.Cases.Any(each => each.Outcome == TestOutcome.Failed) == true)
        {
            return FailedTests;
        }

        var ran = passed > 0 || results?.Cases.Any(each => each.Outcome == TestOutcome.Passed) == true;
        return findings.MissedTests && !ran ? NoTests : null;
    }

    /// <summary>A gate's exit code and doubt, in words.</summary>
    public static string Words(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return evidence.Doubt switch
        {
            NoTests => "exit code 0, but no test ran",
            FailedTests => $"exit code 0, but {(evidence.Tests?.Failed is > 1 and var many ? $"{many} tests" : "a test")} failed",
            _ => $"exit code {evidence.ExitCode}",
        };
    }
}

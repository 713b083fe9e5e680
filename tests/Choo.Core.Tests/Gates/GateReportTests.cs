using Choo.Core.Diagnostics;
using Choo.Core.Gates;
using Xunit;

namespace Choo.Core.Tests.Gates;

public class GateReportTests
{
    private static readonly Evidence Failed = new()
    {
        Gate = "test",
        Command = "dotnet test",
        Tree = new string('a', 40),
        ExitCode = 1,
        DurationMs = 6182,
        OutputDigest = "",
        Diagnostics = [new("CS1513", Severity.Error, "src/A.cs", 2, 87, "} expected"), new("MSB1009", Severity.Error, null, 0, 0, "Project file does not exist.")],
        FailedTests = [new("A.B.Adds", "Expected: 5\nActual:   -1", "tests/B.cs", 8), new("A.B.Crashes", "", null, 0)],
        Tests = new(1, 2, 0),
        Tail = "last words\n",
    };

    [Fact]
    public void A_failure_is_told_with_all_that_is_known()
        => Assert.Equal(
            """
            test failed with exit code 1 after 6.2 s: dotnet test

            Diagnostics:
            src/A.cs(2,87): error CS1513: } expected
            error MSB1009: Project file does not exist.

            Tests: 2 failed, 1 passed, 0 skipped

            Failing tests:
            - A.B.Adds (tests/B.cs:8)
                Expected: 5
                Actual:   -1
            - A.B.Crashes

            The end of the output:
            last words
            """,
            GateReport.Of(Failed));

    [Fact]
    public void Each_kind_of_end_has_its_headline()
    {
        Assert.Equal("test did not end within its 6.2 s and was stopped: dotnet test", GateReport.Headline(Failed with { TimedOut = true }));
        Assert.Equal("test could not be started: dotnet test", GateReport.Headline(Failed with { ExitCode = -1 }));
        Assert.Equal("test passed in 6.2 s: dotnet test", GateReport.Headline(Failed with { ExitCode = 0 }));
    }

    [Fact]
    public void However_much_there_is_the_report_stays_within_its_limit()
    {
        var huge = Failed with
        {
            Diagnostics = [.. Enumerable.Range(0, 50).Select(i => new Diagnostic("CS0103", Severity.Error, "a.cs", i + 1, 1, new string('m', 5000)))],
            FailedTests = [.. Enumerable.Range(0, 50).Select(i => new TestFailure($"T{i}", new string('x', 2000), "t.cs", 1))],
            Tail = string.Join('\n', Enumerable.Range(0, 400).Select(i => $"line {i}")),
        };
        var report = GateReport.Of(huge);
        Assert.InRange(report.Length, 5000, GateReport.Limit);
        Assert.Contains("... and", report, StringComparison.Ordinal);
        Assert.EndsWith("line 399", report, StringComparison.Ordinal);
    }
}

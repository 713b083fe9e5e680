using Choo.Core.Diagnostics;
using Choo.Core.Gates;
using Xunit;

namespace Choo.Core.Tests.Gates;

public class GateCausesTests
{
    private static readonly Diagnostic Warning = new("CA1822", Severity.Warning, "src/A.cs", 1, 2, "can be static");

    private static readonly Diagnostic Error = new("CS1002", Severity.Error, "src/A.cs", 3, 4, "; expected");

    private static readonly TestFailure Test = new("A.B.Adds", "Assert.Equal() Failure\nExpected: 5", "tests/B.cs", 8);

    private static Evidence Failed(Diagnostic[] diagnostics, params TestFailure[] tests) => new()
    {
        Gate = "test",
        Command = "dotnet test",
        Tree = "e",
        ExitCode = 1,
        DurationMs = 1,
        OutputDigest = "",
        Diagnostics = [.. diagnostics],
        FailedTests = [.. tests],
    };

    [Fact]
    public void A_failed_test_comes_before_the_warning_of_an_analyzer()
        => Assert.Equal("exit code 1; first: tests/B.cs(8): failed test A.B.Adds: Assert.Equal() Failure", GateReport.Brief(Failed([Warning], Test)));

    [Fact]
    public void An_error_comes_before_a_failed_test()
        => Assert.Equal("exit code 1; first: src/A.cs(3,4): error CS1002: ; expected", GateReport.Brief(Failed([Warning, Error], Test)));

    [Fact]
    public void A_warning_is_the_cause_only_where_nothing_else_is()
        => Assert.Equal("exit code 1; first: src/A.cs(1,2): warning CA1822: can be static", GateReport.Brief(Failed([Warning])));

    [Fact]
    public void A_prompt_has_the_failed_tests_before_the_warnings()
    {
        var report = GateReport.Of(Failed([Warning], Test));
        Assert.True(report.IndexOf("A.B.Adds", StringComparison.Ordinal) < report.IndexOf("CA1822", StringComparison.Ordinal), report);
    }

    [Fact]
    public void What_is_reported_twice_is_one_cause() => Assert.Single(GateCauses.Lines(Failed([Error, Error])));
}

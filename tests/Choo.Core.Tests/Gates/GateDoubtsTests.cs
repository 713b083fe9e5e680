using Choo.Core.Gates;
using Choo.Core.TestEvidence;
using Xunit;

namespace Choo.Core.Tests.Gates;

/// <summary>Exit code 0 is not enough.</summary>
public sealed class GateDoubtsTests
{
    private static GateDoubt? Doubt(string output, TestResults? results = null, string command = "./check.sh", bool isDefault = false)
    {
        var gate = new GateOutput("/w", "/w");
        foreach (var line in output.Split('\n'))
        {
            gate.Line(line.ToCharArray());
        }

        return GateDoubts.Of(new Gate("test", command) { IsDefault = isDefault }, gate.Finish(), results);
    }

    private static TestResults Results(params TestOutcome[] outcomes) => new([.. outcomes.Select(outcome => new TestCase("a.dll", "A", "B", "A.B", outcome))], true);

    [Theory]
    [InlineData("Passed!  - Failed:     0, Passed:     3, Skipped:     0, Total:     3, Duration: 12 ms - A.dll (net10.0)", null)]
    [InlineData("Failed!  - Failed:     1, Passed:     2, Skipped:     0, Total:     3, Duration: 12 ms - A.dll (net10.0)", GateDoubt.FailedTests)]
    [InlineData("No test matches the given testcase filter `Basket` in /w/A.dll", GateDoubt.NoTests)]
    [InlineData("No test is available in /w/A.dll. Make sure that test discoverer & executors are registered", GateDoubt.NoTests)]
    [InlineData("No test matches the given testcase filter `B` in /w/A.dll\nPassed!  - Failed:     0, Passed:     3, Skipped:     0, Total:     3, Duration: 12 ms - B.dll (net10.0)", null)]
    [InlineData("Build succeeded.\n    0 Warning(s)", null)]
    [InlineData("Skipped!  - Failed:     0, Passed:     0, Skipped:     1, Total:     1, Duration: 12 ms - A.dll (net10.0)", GateDoubt.NoTests)]
    [InlineData("Test run summary: Zero tests ran\n  total: 0\n  failed: 0", GateDoubt.NoTests)]
    [InlineData("/w/A.cs(3,5): error CS0103: The name 'x' does not exist [/w/A.csproj]\n    1 Error(s)", GateDoubt.FailedBuild)]
    [InlineData("MSBUILD : error MSB1009: Project file does not exist.", GateDoubt.FailedBuild)]
    [InlineData("CSC : error CS5001: Program does not contain a static 'Main' method suitable for an entry point [/w/A.csproj]", GateDoubt.FailedBuild)]
    [InlineData("vbc : error BC30420: 'Sub Main' was not found in 'A'. [/w/A.vbproj]", GateDoubt.FailedBuild)]
    [InlineData("/w/A.cs(3,5): warning CS0168: unused [/w/A.csproj]", null)]
    [InlineData("gate: error: the word alone says nothing", null)]
    [InlineData("  Failed A.B.Adds [12 ms]\n  Error Message:\n   Expected 3", GateDoubt.FailedTests)]
    [InlineData("ok  \texample.com/a\t0.002s [no tests to run]", GateDoubt.NoTests)]
    [InlineData("ok  \texample.com/a\t0.002s [no tests to run]\nok  \texample.com/b\t0.002s", null)]
    [InlineData("running 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out", GateDoubt.NoTests)]
    [InlineData("test result: ok. 3 passed; 0 failed; 0 ignored\ntest result: ok. 0 passed; 0 failed; 0 ignored", null)]
    [InlineData("Ran 0 tests in 0.000s\n\nOK", GateDoubt.NoTests)]
    [InlineData("Ran 2 tests in 0.000s\n\nOK", null)]
    [InlineData("No tests were found!!!", GateDoubt.NoTests)]
    [InlineData("  0 passing (2ms)", GateDoubt.NoTests)]
    [InlineData("", null)]
    public void The_output_says_what_speaks_against_it(string output, GateDoubt? doubt) => Assert.Equal(doubt, Doubt(output));

    [Fact]
    public void So_do_the_results()
    {
        Assert.Equal(GateDoubt.FailedTests, Doubt("", Results(TestOutcome.Passed, TestOutcome.Failed)));
        Assert.Null(Doubt("No test matches the given testcase filter `B` in /w/A.dll", Results(TestOutcome.Passed)));
        Assert.Equal(GateDoubt.NoTests, Doubt("No test matches the given testcase filter `B` in /w/A.dll", Results(TestOutcome.Skipped)));
    }

    [Theory]
    [InlineData("dotnet test App", GateDoubt.NoTests)]
    [InlineData("dotnet build && dotnet test App --no-build", GateDoubt.NoTests)]
    [InlineData("dotnet test --list-tests", null)]
    [InlineData("dotnet test -v q", null)]
    [InlineData("dotnet test App > log.txt", null)]
    [InlineData("dotnet build App", null)]
    public void A_plain_test_run_that_leaves_no_trace_of_a_test_ran_none(string command, GateDoubt? doubt) => Assert.Equal(doubt, Doubt("", command: command));

    [Fact]
    public void Empty_results_are_of_no_test()
    {
        Assert.Equal(GateDoubt.NoTests, Doubt("", Results()));
        Assert.Null(Doubt("", Results(TestOutcome.Passed), "dotnet test App"));
    }

    [Fact]
    public void A_repository_without_tests_passes_the_default_gate()
    {
        Assert.Null(Doubt("", command: "dotnet test", isDefault: true));
        Assert.Equal(GateDoubt.FailedTests, Doubt("", Results(TestOutcome.Failed), "dotnet test", isDefault: true));
    }

    [Fact]
    public void The_next_prompt_says_why()
    {
        var evidence = new Evidence { Gate = "backpressure", Command = "dotnet test --filter Basket", Tree = "", ExitCode = 0, DurationMs = 1200, OutputDigest = "", Doubt = GateDoubt.NoTests };
        Assert.False(evidence.Passed);
        Assert.Equal(
            """
            backpressure proved nothing (exit code 0, but no test ran) after 1.2 s: dotnet test --filter Basket
            The command is to run tests, and it ran none: exit code 0 proves nothing then. The tests that it names must exist, be found under that name, and not be skipped.
            """,
            GateReport.Of(evidence));
        Assert.Contains("although tests failed", GateReport.Of(evidence with { Doubt = GateDoubt.FailedTests }), StringComparison.Ordinal);
        Assert.Contains("although the build reported errors", GateReport.Of(evidence with { Doubt = GateDoubt.FailedBuild }), StringComparison.Ordinal);
    }
}

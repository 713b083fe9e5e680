using Choo.Core.Gates;
using Choo.Core.Testing;
using Xunit;

namespace Choo.Core.Tests.Gates;

/// <summary>Exit code 0 is not enough.</summary>
public sealed class GateDoubtsTests
{
    private static string? Doubt(string output, TestResults? results = null)
    {
        var gate = new GateOutput("/w", "/w");
        foreach (var line in output.Split('\n'))
        {
            gate.Line(line.ToCharArray());
        }

        return GateDoubts.Of(gate.Finish(), results);
    }

    private static TestResults Results(params TestOutcome[] outcomes) => new([.. outcomes.Select(outcome => new TestCase("a.dll", "A", "B", "A.B", outcome))], true);

    [Theory]
    [InlineData("Passed!  - Failed:     0, Passed:     3, Skipped:     0, Total:     3, Duration: 12 ms - A.dll (net10.0)", null)]
    [InlineData("Failed!  - Failed:     1, Passed:     2, Skipped:     0, Total:     3, Duration: 12 ms - A.dll (net10.0)", GateDoubts.FailedTests)]
    [InlineData("No test matches the given testcase filter `Basket` in /w/A.dll", GateDoubts.NoTests)]
    [InlineData("No test is available in /w/A.dll. Make sure that test discoverer & executors are registered", GateDoubts.NoTests)]
    [InlineData("No test matches the given testcase filter `B` in /w/A.dll\nPassed!  - Failed:     0, Passed:     3, Skipped:     0, Total:     3, Duration: 12 ms - B.dll (net10.0)", null)]
    [InlineData("Build succeeded.\n    0 Warning(s)", null)]
    [InlineData("", null)]
    public void The_output_says_what_speaks_against_it(string output, string? doubt) => Assert.Equal(doubt, Doubt(output));

    [Fact]
    public void So_do_the_results()
    {
        Assert.Equal(GateDoubts.FailedTests, Doubt("", Results(TestOutcome.Passed, TestOutcome.Failed)));
        Assert.Null(Doubt("No test matches the given testcase filter `B` in /w/A.dll", Results(TestOutcome.Passed)));
        Assert.Equal(GateDoubts.NoTests, Doubt("No test matches the given testcase filter `B` in /w/A.dll", Results(TestOutcome.Skipped)));
    }
}

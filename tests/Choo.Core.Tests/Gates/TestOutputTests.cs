using Choo.Core.Gates;
using Xunit;

namespace Choo.Core.Tests.Gates;

public class TestOutputTests
{
    private const string VsTest = """
          Calc.Tests -> /repo/tests/Calc.Tests/bin/Debug/net10.0/Calc.Tests.dll
        Test run for /repo/tests/Calc.Tests/bin/Debug/net10.0/Calc.Tests.dll (.NETCoreApp,Version=v10.0)
        A total of 1 test files matched the specified pattern.
        [xUnit.net 00:00:00.20]     Calc.Tests.AdderTests.Adds [FAIL]
        [xUnit.net 00:00:00.21]     Calc.Tests.AdderTests.Throws [FAIL]
        [xUnit.net 00:00:00.21]     Calc.Tests.AdderTests.Sums(a: 1, b: 1, sum: 2) [FAIL]
        [xUnit.net 00:00:00.22]     Calc.Tests.AdderTests.Later [SKIP]
          Failed Calc.Tests.AdderTests.Adds [6 ms]
          Error Message:
           Assert.Equal() Failure: Values differ
        Expected: 5
        Actual:   -1
          Stack Trace:
             at Calc.Tests.AdderTests.Adds() in /repo/tests/Calc.Tests/AdderTests.cs:line 8
           at System.Reflection.MethodBaseInvoker.InterpretedInvoke_Method(Object obj, IntPtr* args)
           at System.Reflection.MethodBaseInvoker.InvokeWithNoArgs(Object obj, BindingFlags invokeAttr)
          Failed Calc.Tests.AdderTests.Throws [< 1 ms]
          Error Message:
           System.InvalidOperationException : first line
        second line
          Stack Trace:
             at Calc.Tests.AdderTests.Throws() in /repo/tests/Calc.Tests/AdderTests.cs:line 16
           at System.Reflection.MethodBaseInvoker.InterpretedInvoke_Method(Object obj, IntPtr* args)
           at System.Reflection.MethodBaseInvoker.InvokeWithNoArgs(Object obj, BindingFlags invokeAttr)
          Failed Calc.Tests.AdderTests.Sums(a: 1, b: 1, sum: 2) [< 1 ms]
          Error Message:
           Assert.Equal() Failure: Values differ
        Expected: 2
        Actual:   0
          Stack Trace:
             at Calc.Tests.AdderTests.Sums(Int32 a, Int32 b, Int32 sum) in /repo/tests/Calc.Tests/AdderTests.cs:line 13
           at System.Reflection.MethodBaseInvoker.InterpretedInvoke_Method(Object obj, IntPtr* args)
          Skipped Calc.Tests.AdderTests.Later [1 ms]

        Failed!  - Failed:     3, Passed:     1, Skipped:     1, Total:     5, Duration: 37 ms - Calc.Tests.dll (net10.0)
        """;

    private const string Platform = """
        Running tests from /repo/T/bin/Debug/net10.0/T.dll (net10.0|x64)
        failed Calc.Tests.AdderTests.Sums(a: 1, b: 1, sum: 2) (26ms)
          Assert.Equal() Failure: Values differ
        Expected: 2
        Actual:   0
          from /repo/T/bin/Debug/net10.0/T.dll (net10.0|x64)
          Assert.Equal() Failure: Values differ
          Expected: 2
          Actual:   0
            at Calc.Tests.AdderTests.Sums(Int32 a, Int32 b, Int32 sum) in /repo/T/AdderTests.cs:13
            at System.Reflection.MethodBaseInvoker.InterpretedInvoke_Method(Object obj, IntPtr* args)
        skipped Calc.Tests.AdderTests.Later
          later
          from /repo/T/bin/Debug/net10.0/T.dll (net10.0|x64)
        failed Calc.Tests.AdderTests.Throws (1s 020ms)
          System.InvalidOperationException : first line
        second line
          from /repo/T/bin/Debug/net10.0/T.dll (net10.0|x64)
          Xunit.MicrosoftTestingPlatform.XunitException: System.InvalidOperationException : first line
          second line
            at Calc.Tests.AdderTests.Throws() in /repo/T/AdderTests.cs:16
            at System.Reflection.MethodBaseInvoker.InterpretedInvoke_Method(Object obj, IntPtr* args)
        /repo/T/bin/Debug/net10.0/T.dll (net10.0|x64) failed with 2 error(s) (416ms)
        Exit code: 2

        Test run summary: Failed!
          total: 4
          failed: 2
          succeeded: 1
          skipped: 1
          duration: 634ms
        Test run completed with non-success exit code: 2 (see: https://aka.ms/testingplatform/exitcodes)
        """;

    [Fact]
    public void The_failures_of_dotnet_test_come_with_name_message_and_place()
    {
        var found = Outputs.Read("/repo", VsTest);
        Assert.Equal<TestFailure>(
            [
                new TestFailure("Calc.Tests.AdderTests.Adds", "Assert.Equal() Failure: Values differ\nExpected: 5\nActual:   -1", "tests/Calc.Tests/AdderTests.cs", 8),
                new TestFailure("Calc.Tests.AdderTests.Throws", "System.InvalidOperationException : first line\nsecond line", "tests/Calc.Tests/AdderTests.cs", 16),
                new TestFailure("Calc.Tests.AdderTests.Sums(a: 1, b: 1, sum: 2)", "Assert.Equal() Failure: Values differ\nExpected: 2\nActual:   0", "tests/Calc.Tests/AdderTests.cs", 13),
            ],
            found.FailedTests);
        Assert.Equal(new TestCounts(1, 3, 1), found.Tests);
        Assert.Empty(found.Diagnostics);
    }

    [Fact]
    public void The_failures_of_the_testing_platform_are_told_once()
    {
        var found = Outputs.Read("/repo", Platform);
        Assert.Equal<TestFailure>(
            [
                new TestFailure("Calc.Tests.AdderTests.Sums(a: 1, b: 1, sum: 2)", "Assert.Equal() Failure: Values differ\nExpected: 2\nActual:   0", "T/AdderTests.cs", 13),
                new TestFailure("Calc.Tests.AdderTests.Throws", "Xunit.MicrosoftTestingPlatform.XunitException: System.InvalidOperationException : first line\nsecond line", "T/AdderTests.cs", 16),
            ],
            found.FailedTests);
        Assert.Equal(new TestCounts(1, 2, 1), found.Tests);
    }

    [Fact]
    public void The_totals_of_several_projects_are_added_up()
    {
        var found = Outputs.Read("/repo", """
            Passed!  - Failed:     0, Passed:   120, Skipped:     2, Total:   122, Duration: 3 s - A.Tests.dll (net10.0)
            Failed!  - Failed:     1, Passed:     9, Skipped:     0, Total:    10, Duration: 37 ms - B.Tests.dll (net10.0)
            """);
        Assert.Equal(new TestCounts(129, 1, 2), found.Tests);
    }

    [Theory]
    [InlineData("  Failed! - Failed: 3, Passed: 1, Skipped: 1, Total: 5, Duration: 226ms - T.dll (net10.0|x64)")]
    [InlineData("Test summary: total: 5, failed: 3, succeeded: 1, skipped: 1, duration: 1.2s")]
    [InlineData("Test Run Failed.\nTotal tests: 5\n     Passed: 1\n     Failed: 3\n    Skipped: 1\n Total time: 1.2 Seconds")]
    [InlineData("Test run summary: Failed! - /repo/T.dll (net10.0|x64)\n  total: 5\n  failed: 3\n  succeeded: 1\n  skipped: 1\n  duration: 307ms")]
    public void Each_form_of_the_totals_is_read(string text) => Assert.Equal(new TestCounts(1, 3, 1), Outputs.Read("/repo", text).Tests);

    [Fact]
    public void A_test_that_only_the_runner_named_is_not_lost()
    {
        var found = Outputs.Read("/repo", "[xUnit.net 00:00:00.20]     A.B.Crashes [FAIL]\nThe active test run was aborted. Reason: Test host process crashed");
        Assert.Equal<TestFailure>([new TestFailure("A.B.Crashes", "", null, 0)], found.FailedTests);
    }

    [Fact]
    public void What_a_test_prints_is_not_its_message_but_may_be_a_diagnostic()
    {
        var found = Outputs.Read("/repo", """
              Failed A.B.C [1 m 2 s]
              Error Message:
               boom
              Stack Trace:
                 at A.B.C() in /repo/B.cs:line 3
              Standard Output Messages:
             /repo/x.cs(1,2): error CS0103: compiled by the test

            """);
        Assert.Equal<TestFailure>([new TestFailure("A.B.C", "boom", "B.cs", 3)], found.FailedTests);
        Assert.Equal("CS0103", Assert.Single(found.Diagnostics).Code);
    }

    [Fact]
    public void A_message_with_blank_lines_and_compiler_lines_stays_whole()
    {
        var found = Outputs.Read("/repo", """
              Failed A.B.C [1 s]
              Error Message:
               one

            /repo/x.cs(1,2): error CS0103: quoted
              Stack Trace:
                 at A.B.C() in /repo/B.cs:line 3
            """);
        Assert.Equal("one\n\n/repo/x.cs(1,2): error CS0103: quoted", Assert.Single(found.FailedTests).Message);
        Assert.Empty(found.Diagnostics);
    }

    [Fact]
    public void Names_messages_and_numbers_are_bounded()
    {
        var output = new GateOutput("/repo");
        for (var i = 0; i < 1000; i++)
        {
            output.Line($"  Failed A.B.C{i}{new string('x', 3000)} [1 ms]");
            output.Line("  Error Message:");
            for (var line = 0; line < 500; line++)
            {
                output.Line("   the same words again and again");
            }
        }

        var found = output.Finish();
        Assert.Equal(50, found.FailedTests.Length);
        Assert.All(found.FailedTests, t => Assert.True(t.Name.Length <= 500 && t.Message.Length <= 2000));
    }

    [Fact]
    public void The_first_frame_with_a_source_file_names_the_place()
    {
        var found = Outputs.Read("/repo", """
              Failed A.B.C [1 ms]
              Error Message:
               boom
              Stack Trace:
                 at Xunit.Assert.True(Boolean x)
               at A.Checks.Even(Int32 n) in /repo/Checks.cs:line 30
               at A.B.C() in /repo/B.cs:line 3
            """);
        Assert.Equal(("Checks.cs", 30), (found.FailedTests[0].File, found.FailedTests[0].Line));
    }

    [Fact]
    public void The_place_of_a_failure_is_in_the_worktree_and_not_in_the_frameworks_sources()
    {
        var found = Outputs.Read("/repo", """
              Failed T.Adds [6 ms]
              Error Message:
               Assert.Equal() Failure
              Stack Trace:
                 at Xunit.Assert.Equal[T](T expected, T actual) in /_/src/xunit.assert/Asserts/EqualityAsserts.cs:line 174
               at Shared.Checks.Sum() in /home/somebody/packages/Checks.cs:line 9
               at T.Adds() in /repo/tests/T.cs:line 8
               at T.Outer() in /repo/tests/T.cs:line 30
            """);
        Assert.Equal(("tests/T.cs", 8), (found.FailedTests[0].File, found.FailedTests[0].Line));
    }

    [Fact]
    public void A_failure_with_source_linked_frames_alone_has_no_place()
    {
        var found = Outputs.Read("/repo", """
              Failed T.Adds [6 ms]
              Error Message:
               Assert.Equal() Failure
              Stack Trace:
                 at Xunit.Assert.Equal[T](T expected, T actual) in /_/src/xunit.assert/Asserts/EqualityAsserts.cs:line 174
            """);
        Assert.Equal((null, 0), (found.FailedTests[0].File, found.FailedTests[0].Line));
    }
}

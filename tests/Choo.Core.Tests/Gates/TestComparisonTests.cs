using System.Text;
using System.Xml;
using Choo.Core.Diagnostics;
using Choo.Core.Gates;
using Choo.Core.TestEvidence;
using Xunit;

namespace Choo.Core.Tests.Gates;

public sealed class TestComparisonTests
{
    private static TestResults Results(params string[] cases) => new(
        [.. cases.Select(each => each.Split(' ')).Select(parts => new TestCase("A.dll", "N.C", parts[0].Split('(')[0], $"N.C.{parts[0]}", Enum.Parse<TestOutcome>(parts[1])))],
        IsWhole: true);

    private static Evidence Run(TestResults? results, int exit = 1, string command = "dotnet test A.sln", TestCounts? totals = null) => new()
    {
        Gate = "test",
        Command = command,
        Tree = "t",
        ExitCode = exit,
        DurationMs = 1,
        OutputDigest = "d",
        Results = results,
        Tests = totals,
    };

    [Fact]
    public void Tests_that_ran_and_do_not_any_more_are_told_by_what_became_of_them()
    {
        var before = Results("Gone Passed", "Off Failed", "Cases(1) Passed", "Cases(2) Passed", "Fine Passed", "Late Skipped", "Random(a) Passed");
        var now = Results("Off Skipped", "Cases(1) Passed", "Fine Failed", "New Passed", "Random(b) Passed");
        Assert.Equal(
            ["N.C.Cases ran 1 of 2 cases", "N.C.Gone vanished", "N.C.Off is skipped"],
            TestComparison.Compare(before, now).Select(change => $"{change}"));
    }

    [Fact]
    public void Old_tests_fail_that_passed_on_the_base_and_do_not_any_more() => Assert.Equal(
        ["N.C.Broken fails as it stood before the unit's changes", "N.C.Cases fails as it stood before the unit's changes", "N.C.Gone fails as it stood before the unit's changes"],
        TestComparison.CompareOld(
            Results("Broken Passed", "Cases(1) Passed", "Cases(2) Passed", "Gone Passed", "Fine Passed", "Red Failed", "Flaky(1) Passed", "Flaky(2) Failed", "Late Skipped", "Off Passed"),
            Results("Broken Failed", "Cases(1) Passed", "Cases(2) Failed", "Fine Passed", "Red Failed", "Flaky(1) Failed", "Off Skipped")).Select(change => $"{change}"));

    [Fact]
    public void A_run_without_results_lost_all_of_them() =>
        Assert.Equal("N.C.A vanished", $"{Assert.Single(TestComparison.Compare(Run(Results("A Passed"), 0), Run(null, 0)))}");

    [Fact]
    public void Where_the_base_has_no_results_the_totals_tell()
    {
        Assert.Equal("`dotnet test A.sln` ran 2 of 3 tests", $"{Assert.Single(TestComparison.Compare(Run(null, 0, totals: new(3, 0, 0)), Run(null, 0, totals: new(2, 0, 5))))}");
        Assert.Single(TestComparison.Compare(Run(null, 0, totals: new(3, 0, 0)), Run(null, 0)));
        Assert.Empty(TestComparison.Compare(Run(null, 0), Run(null, 0)));
        Assert.Empty(TestComparison.Compare(Run(null, 0, totals: new(3, 0, 0)), Run(null, 0, totals: new(4, 0, 0))));
    }

    [Fact]
    public void Failures_that_the_base_has_are_excused()
    {
        var judged = KnownFailures.Excuse(Run(Results("A Failed", "B Passed", "C Passed")), Results("A Failed", "B Passed"));
        Assert.True(judged.Passed);
        Assert.Equal<string>(["N.C.A"], judged.KnownFailures);
    }

    public static TheoryData<string> NoExcuses => ["new failure", "missing", "skipped", "no results", "cut off", "base cut off", "no failure", "compiler", "time", "exit", "compound", "script", "no base"];

    [Theory]
    [MemberData(nameof(NoExcuses))]
    public void All_else_counts(string what)
    {
        var onBase = Results("A Failed", "B Passed");
        var same = Run(Results("A Failed", "B Passed"));
        Assert.True(KnownFailures.Excuse(same, onBase).Passed);
        var (evidence, known) = what switch
        {
            "new failure" => (Run(Results("A Failed", "B Failed")), onBase),
            "missing" => (Run(Results("A Failed")), onBase),
            "skipped" => (Run(Results("A Failed", "B Skipped")), onBase),
            "no results" => (Run(null), onBase),
            "cut off" => (same with { Results = same.Results! with { IsWhole = false } }, onBase),
            "base cut off" => (same, onBase with { IsWhole = false }),
            "no failure" => (Run(Results("A Passed", "B Passed")), onBase),
            "compiler" => (same with { Diagnostics = [new("CS0103", Severity.Error, "a.cs", 1, 1, "x")] }, onBase),
            "time" => (same with { TimedOut = true }, onBase),
            "exit" => (same with { ExitCode = 137 }, onBase),
            "compound" => (same with { Command = "dotnet test A.sln && ./lint.sh" }, onBase),
            "script" => (same with { Command = "./test.sh" }, onBase),
            _ => (same, null),
        };
        Assert.False(KnownFailures.Excuse(evidence, known).Passed);
    }

    [Theory]
    [InlineData("dotnet test", true)]
    [InlineData("  dotnet  test -c Release --filter Name~A", true)]
    [InlineData("dotnet test; true", false)]
    [InlineData("dotnet test | tee x", false)]
    [InlineData("dotnet test $(x)", false)]
    [InlineData("dotnet test\ntrue", false)]
    [InlineData("dotnet tester", false)]
    [InlineData("dotnet build", false)]
    public void Only_one_plain_run_of_tests_is_judged_test_by_test(string command, bool plain) => Assert.Equal(plain, KnownFailures.IsPlainTestRun(command));

    [Fact]
    public void Results_are_read_as_the_runner_writes_them()
    {
        var results = TrxReader.Read(Trx("Failed", ""));
        Assert.True(results.IsWhole);
        Assert.Equal(
            ["Second.Tests.dll B.More.Cases B.More.Cases(x: 2) Failed", "Second.Tests.dll B.More.Skipped B.More.Skipped Skipped", " B.Lost B.Lost Passed"],
            results.Cases.Select(each => $"{each.Assembly} {each.Test} {each.Name} {each.Outcome}"));
        Assert.Equal<string>(["B.More.Cases(x: 2)"], results.Failing());
    }

    [Fact]
    public void A_failing_test_that_the_run_tells_of_once_more_is_no_end_of_the_run() => Assert.True(TrxReader.Read(Trx(
        "Failed",
        "<RunInfos><RunInfo outcome='Warning'><Text>x [SKIP]</Text></RunInfo><RunInfo outcome='Error'><Text>[xUnit.net 00:00:02.33]     B.More.Cases(x: 2) [FAIL]</Text></RunInfo></RunInfos>")).IsWhole);

    [Theory]
    [InlineData("Failed", "<RunInfos><RunInfo outcome='Error'><Text>[xUnit.net 00:00:02.33]     B.Other [FAIL]</Text></RunInfo></RunInfos>")]
    [InlineData("Aborted", "")]
    [InlineData("Failed", "<RunInfos><RunInfo outcome='Error'><Text>The active test run was aborted. Reason: Test host process crashed</Text></RunInfo></RunInfos>")]
    public void A_run_that_was_cut_off_is_not_whole(string outcome, string infos) => Assert.False(TrxReader.Read(Trx(outcome, infos)).IsWhole);

    [Theory]
    [InlineData("")]
    [InlineData("<TestRun>")]
    [InlineData("<other/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><TestRun>&b;</TestRun>")]
    public void What_is_no_file_of_results_is_refused(string text) =>
        Assert.ThrowsAny<XmlException>(() => TrxReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text))));

    private static MemoryStream Trx(string outcome, string infos) => new(Encoding.UTF8.GetBytes($"""
        <?xml version="1.0" encoding="utf-8"?>
        <TestRun id="b80b8976" name="@vm" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <Results>
            <UnitTestResult testId="1" testName="B.More.Cases(x: 2)" outcome="Failed"><Output><ErrorInfo><Message>no</Message></ErrorInfo></Output></UnitTestResult>
            <UnitTestResult testId="2" testName="B.More.Skipped" outcome="NotExecuted" />
            <UnitTestResult testId="3" testName="B.Lost" outcome="Passed" />
          </Results>
          <TestDefinitions>
            <UnitTest name="B.More.Cases(x: 2)" storage="/w/second.tests.dll" id="1"><TestMethod codeBase="/w/bin/Second.Tests.dll" className="B.More" name="Cases" /></UnitTest>
            <UnitTest name="B.More.Skipped" storage="/w/second.tests.dll" id="2"><TestMethod codeBase="C:\w\bin\Second.Tests.dll" className="B.More" name="B.More.Skipped" /></UnitTest>
          </TestDefinitions>
          <ResultSummary outcome="{outcome}">{infos}</ResultSummary>
        </TestRun>
        """));
}

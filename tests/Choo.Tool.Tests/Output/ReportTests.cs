using System.Text.Json;
using System.Xml.Linq;
using Choo.Core.CodeReview;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Testing;
using Choo.Tool.Output;
using Choo.Views.Reports;
using Xunit;

namespace Choo.Tool.Tests.Output;

public sealed class ReportTests
{
    [Fact]
    public void Junit_has_a_case_a_unit()
    {
        var suite = Junit(CannedRun.Mixed().Report());
        Assert.Equal("4", suite.Attribute("tests")!.Value);
        Assert.Equal("1", suite.Attribute("failures")!.Value);
        Assert.Equal("2", suite.Attribute("skipped")!.Value);
        Assert.Equal(["core", "parser", "api", "docs"], suite.Elements("testcase").Select(unit => unit.Attribute("name")!.Value));
        var failure = suite.Elements("testcase").ElementAt(1).Element("failure")!;
        Assert.Equal("CHOO4001", failure.Attribute("type")!.Value);
        Assert.Contains("src/parser/Thing.cs(12,34): error CS1002: ; expected", failure.Value, StringComparison.Ordinal);
        Assert.Contains("error in the build", failure.Value, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', failure.Value);
        Assert.Equal("blocked by parser", suite.Elements("testcase").ElementAt(2).Element("skipped")!.Attribute("message")!.Value);
    }

    [Fact]
    public void Junit_has_the_pull_request_as_properties()
    {
        var cases = Junit(CannedRun.Proposed().Report()).Elements("testcase").ToDictionary(each => each.Attribute("name")!.Value);
        Assert.Equal(
            ["pull_request.number=14", "pull_request.state=closed", "pull_request.url=https://github.com/octo/app/pull/14"],
            cases["docs"].Element("properties")!.Elements().Select(each => $"{each.Attribute("name")!.Value}={each.Attribute("value")!.Value}"));
        Assert.Equal("merged", cases["core"].Descendants("property").ElementAt(1).Attribute("value")!.Value);
        Assert.Null(cases["site"].Element("properties"));
    }

    [Fact]
    public void Sarif_says_which_pull_request_a_units_problem_is_about()
    {
        using var document = Sarif(CannedRun.Proposed().Report());
        var result = Assert.Single(document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray());
        Assert.Equal(("CHOO5041", 14, "closed"), (result.GetProperty("ruleId").GetString(), result.GetProperty("properties").GetProperty("pullRequestNumber").GetInt32(), result.GetProperty("properties").GetProperty("pullRequestState").GetString()));
    }

    [Fact]
    public void Junit_of_a_run_that_did_not_start_is_an_error_with_the_reasons()
    {
        var suite = Junit(new RunReport(2, null, null, [DiagnosticCodes.NoCommit.Because("no \u0001 commit <yet>")]));
        Assert.Equal("1", suite.Attribute("errors")!.Value);
        Assert.Contains("<yet>", suite.Element("testcase")!.Element("error")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Junit_of_a_run_with_nothing_to_do_is_empty_and_green()
    {
        var suite = Junit(new RunReport(0, null, null, []));
        Assert.Equal("0", suite.Attribute("tests")!.Value);
        Assert.Equal("0", suite.Attribute("errors")!.Value);
    }

    [Fact]
    public void Sarif_has_the_findings_of_each_units_newest_review()
    {
        var run = new CannedRun().Start(CannedRun.Unit("core")).Begin("core").Turn("core", 1).Green("core", 1)
            .Add("core", null, new CodeReviewIssuesFound(1, [new(FindingSeverity.Error, "src/B.cs", 1, "fixed since", null)], "", "t1"))
            .Add("core", null, new CodeReviewIssuesFound(2, [new(FindingSeverity.Warning, "src/A.cs", 7, "wrong", "right"), new(FindingSeverity.Info, null, 0, "a note", null)], "", "t2"))
            .Land("core").Over();
        using var document = Sarif(run.Report());
        var results = document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["CHOO3032 warning", "CHOO3034 note"], results.Select(each => $"{each.GetProperty("ruleId")} {each.GetProperty("level")}"));
        var place = results[0].GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal(("src/A.cs", 7), (place.GetProperty("artifactLocation").GetProperty("uri").GetString(), place.GetProperty("region").GetProperty("startLine").GetInt32()));
    }

    [Fact]
    public void Sarif_has_the_registry_as_rules_and_places_as_regions()
    {
        using var document = Sarif(CannedRun.Mixed().Report() with { Diagnostics = [DiagnosticCodes.SpecNotCommitted.At("a folder/b.md", 0, 0, "differs")] });
        Assert.Equal("2.1.0", document.RootElement.GetProperty("version").GetString());
        var run = document.RootElement.GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()!).ToList();
        Assert.Contains("CHOO0001", rules);
        Assert.Equal(rules.Distinct().Order(StringComparer.Ordinal), rules);
        foreach (var rule in run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray())
        {
            var page = $"docs/errors/{rule.GetProperty("id").GetString()}.md";
            Assert.Equal($"https://github.com/choo-dev/choo/blob/v{BuildInfo.Version}/{page}", rule.GetProperty("helpUri").GetString());
            Assert.True(File.Exists(Path.Combine(RepositoryRoot.Folder, page)), page);
        }

        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["CHOO2008", "CHOO4001", "CS1002", "CHOO5001"], results.Select(result => result.GetProperty("ruleId").GetString()));
        Assert.Equal("warning", results[0].GetProperty("level").GetString());
        var place = results[0].GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("a%20folder/b.md", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.False(place.TryGetProperty("region", out _));
        Assert.Equal(15, results[1].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startColumn").GetInt32());
        Assert.False(results[3].TryGetProperty("locations", out _));
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_a_diagnostic()
    {
        using var test = new TestConsole();
        var problem = new ReportRequest("junit", test.Folder.At("no", "such", "x.xml")).Write(CannedRun.Mixed().Report());
        Assert.Equal("CHOO0006", problem!.Code);
    }

    [Fact]
    public void A_report_replaces_an_older_one_whole()
    {
        using var test = new TestConsole();
        var path = test.Folder.Write("x.sarif", new string('x', 1_000_000));
        Assert.Null(new ReportRequest("sarif", path).Write(CannedRun.Mixed().Report()));
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        Assert.Single(Directory.EnumerateFiles(test.Folder.Path));
    }

    private static XElement Junit(RunReport report)
    {
        using var stream = new MemoryStream();
        JunitReport.Write(stream, report);
        stream.Position = 0;
        return XDocument.Load(stream).Root!.Element("testsuite")!;
    }

    private static JsonDocument Sarif(RunReport report)
    {
        using var stream = new MemoryStream();
        SarifReport.Write(stream, report, new Release(BuildInfo.Version, BuildInfo.Pages));
        return JsonDocument.Parse(stream.ToArray());
    }
}

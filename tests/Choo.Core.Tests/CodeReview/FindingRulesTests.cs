using System.Collections.Immutable;
using Choo.Core.CodeReview;
using Choo.Core.Diagnostics;
using Xunit;

namespace Choo.Core.Tests.CodeReview;

public class FindingRulesTests
{
    private static readonly ImmutableArray<ReviewFinding> OfEach =
        [.. Enum.GetValues<FindingSeverity>().Select(severity => new ReviewFinding(severity, "src/A.cs", 3, "m", null))];

    [Theory]
    [InlineData(BlockOn.Never, 0)]
    [InlineData(BlockOn.Error, 1)]
    [InlineData(BlockOn.Warning, 2)]
    public void The_configuration_says_what_blocks(BlockOn blockOn, int count) =>
        Assert.Equal(OfEach.Take(count), FindingRules.Blocking(OfEach, blockOn));

    [Fact]
    public void Each_severity_has_its_code_and_none_is_an_error() => Assert.Equal(
        [("CHOO3031", Severity.Warning), ("CHOO3032", Severity.Warning), ("CHOO3033", Severity.Info), ("CHOO3034", Severity.Info)],
        OfEach.Select(finding => FindingRules.Report(finding, "a", "plan.md")).Select(each => (each.Code, each.Severity)));

    [Theory]
    [InlineData("src/A.cs", 3, "src/A.cs(3): warning CHOO3031: a: m; suggestion: s")]
    [InlineData("src/A.cs", 0, "src/A.cs: warning CHOO3031: a: m; suggestion: s")]
    [InlineData(null, 0, "plan.md(1,1): warning CHOO3031: a: m; suggestion: s")]
    public void A_finding_is_reported_at_its_place_or_at_the_plan(string? file, int line, string text) =>
        Assert.Equal(text, $"{FindingRules.Report(new ReviewFinding(FindingSeverity.Error, file, line, "m", "s"), "a", "plan.md")}");

    [Theory]
    [InlineData("src/A.cs", 3, "warning src/A.cs:3: m Suggestion: s")]
    [InlineData("src/A.cs", 0, "warning src/A.cs: m Suggestion: s")]
    [InlineData(null, 0, "warning: m Suggestion: s")]
    public void A_finding_is_described_in_a_line(string? file, int line, string text) =>
        Assert.Equal(text, FindingRules.Describe(new ReviewFinding(FindingSeverity.Warning, file, line, "m", "s")));
}

using System.Globalization;
using Choo.Testing;
using Xunit;

namespace Choo.Tool.Tests.Reliability;

/// <summary>docs/reliability.md: no incident is missing, each has its tests, and the page is what they say.</summary>
public sealed class ReliabilityTests
{
    private static readonly IReadOnlyList<HeldBy> Tests = HeldBy.All();
    private static readonly Incident[] All = [.. Incidents.Groups.SelectMany(group => group.Incidents)];

    [Fact]
    public void Every_incident_has_a_line()
    {
        string[] expected = [.. Enumerable.Range(1, 30).Select(n => $"{n}"), .. "abcdefg".Select(c => $"{c}"), .. Enumerable.Range(1, 26).Select(n => $"W{n}")];
        Assert.Empty(expected.Except(All.Select(incident => incident.Number)));
    }

    [Fact]
    public void Every_incident_has_a_test_or_says_why_there_is_none() => Assert.All(All, incident =>
        Assert.True((incident.WhyNot is null) == Tests.Any(test => test.Number == incident.Number), $"incident {incident.Number}: {incident.Title}"));

    [Fact]
    public void Every_test_names_an_incident_that_there_is() => Assert.All(Tests, test =>
        Assert.True(All.Any(incident => incident.Number == test.Number) && test.Does.Length > 0, $"{test.Test} names the incident {test.Number}"));

    /// <summary>
    /// With CHOO_TEST_FIGURES the figures are those which the tests noted in that file, and figures and page are written: that is what
    /// <c>tests/faults.sh</c> does. With CHOO_TEST_WRITE the page is written with the figures as they stand.
    /// </summary>
    [Fact]
    public void The_page_is_what_the_tests_say()
    {
        var docs = Path.Combine(RepositoryRoot.Folder, "docs");
        var (numbers, file) = (Path.Combine(docs, "reliability.figures.json"), Path.Combine(docs, "reliability.md"));
        if (Figures.File is { } noted)
        {
            var day = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var system = OperatingSystem.IsLinux() ? "Linux" : OperatingSystem.IsMacOS() ? "macOS" : "Windows";
            File.WriteAllText(numbers, RunFigures.Sum(File.ReadLines(noted), day, $"{system}, {Environment.ProcessorCount} processors").ToString());
        }

        var page = ReliabilityPage.Of(RunFigures.Read(numbers), Tests);
        if (Figures.File is not null || Environment.GetEnvironmentVariable("CHOO_TEST_WRITE") is { Length: > 0 })
        {
            File.WriteAllText(file, page);
        }

        Assert.Equal(page, File.ReadAllText(file).ReplaceLineEndings("\n"));
    }
}

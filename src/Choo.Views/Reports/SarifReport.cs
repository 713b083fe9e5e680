using System.Text.Json;
using Choo.Core.CodeReview;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Views.Lines;

namespace Choo.Views.Reports;

/// <summary>A run's diagnostics as SARIF 2.1.0, which code scanning reads; the rules are the registry's codes.</summary>
internal static class SarifReport
{
    private const string Home = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

    /// <summary>Writes the document.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="report">The run.</param>
    /// <param name="release">The choo that reports.</param>
    public static void Write(Stream stream, RunReport report, Release release)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("$schema", Home);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, release);
        json.WriteStartArray("results");
        foreach (var (diagnostic, proposed) in Diagnostics(report).DistinctBy(each => each.Diagnostic))
        {
            WriteResult(json, diagnostic, proposed);
        }

        json.WriteEndArray();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What is wrong, and the pull request of the unit that it is about; null for none.</summary>
    private static IEnumerable<(Diagnostic Diagnostic, PullRequestRow? PullRequest)> Diagnostics(RunReport report)
    {
        foreach (var diagnostic in report.Diagnostics)
        {
            yield return (diagnostic, null);
        }

        foreach (var unit in report.State?.Units ?? [])
        {
            foreach (var finding in unit.Review?.Findings ?? [])
            {
                yield return (FindingRules.Report(finding, unit.Id, unit.Planned.PlanPath), PullRequestRow.Of(unit));
            }
        }

        foreach (var unit in (report.State?.Units ?? []).Where(unit => unit.Failure is not null))
        {
            yield return (unit.Failure!, PullRequestRow.Of(unit));
            foreach (var diagnostic in unit.State == UnitState.Failed ? unit.LastFailure?.Evidence?.Diagnostics ?? [] : [])
            {
                yield return (diagnostic, PullRequestRow.Of(unit));
            }
        }

        if (report.State?.End is RunFailed { Reason: { } reason })
        {
            yield return (reason, null);
        }
    }

    private static void WriteTool(Utf8JsonWriter json, Release release)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "choo");
        json.WriteString("version", release.Version);
        json.WriteString("informationUri", release.Pages + "README.md");
        json.WriteStartArray("rules");
        foreach (var code in DiagnosticCodes.All)
        {
            json.WriteStartObject();
            json.WriteString("id", code.Id);
            json.WriteStartObject("shortDescription");
            json.WriteString("text", code.Title);
            json.WriteEndObject();
            json.WriteString("helpUri", release.Pages + DiagnosticCodes.PageOf(code.Id));
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", Level(code.Severity));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, Diagnostic diagnostic, PullRequestRow? proposed)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", diagnostic.Code);
        json.WriteString("level", Level(diagnostic.Severity));
        json.WriteStartObject("message");
        json.WriteString("text", diagnostic.Message);
        json.WriteEndObject();
        if (diagnostic.File is { } file)
        {
            json.WriteStartArray("locations");
            json.WriteStartObject();
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            json.WriteString("uri", UriOf(file));
            json.WriteEndObject();
            WriteRegion(json, diagnostic);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        if (proposed is not null)
        {
            json.WriteStartObject("properties");
            json.WriteNumber("pullRequestNumber", proposed.Number);
            json.WriteString("pullRequestState", proposed.State);
            json.WriteString("pullRequestUrl", proposed.Url);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteRegion(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        if (diagnostic.Line <= 0)
        {
            return;
        }

        json.WriteStartObject("region");
        json.WriteNumber("startLine", diagnostic.Line);
        if (diagnostic.Column > 0)
        {
            json.WriteNumber("startColumn", diagnostic.Column);
        }

        json.WriteEndObject();
    }

    private static string UriOf(string file) => Path.IsPathRooted(file)
        ? new Uri(file).AbsoluteUri
        : string.Join('/', file.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };
}

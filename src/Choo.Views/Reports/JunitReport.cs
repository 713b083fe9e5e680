using System.Globalization;
using System.Text;
using System.Xml;
using Choo.Core.Gates;
using Choo.Core.State;
using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Views.Reports;

/// <summary>A run as JUnit's XML: a unit is a test case; blocked, waiting and unreached units are skipped ones.</summary>
internal static class JunitReport
{
    /// <summary>Writes the document.</summary>
    public static void Write(Stream stream, RunReport report)
    {
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n" });
        var units = report.State?.Units ?? [];
        var failures = units.Count(unit => unit.State == UnitState.Failed);
        var skipped = units.Count(unit => unit.State is not (UnitState.Failed or UnitState.Complete));
        var errors = report is { State: null, ExitCode: not 0 } ? 1 : 0;
        var seconds = units.Sum(unit => report.State!.WorkedOn(unit)?.TotalSeconds ?? 0);
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", "choo");
        xml.WriteAttributeString("tests", $"{units.Count + errors}");
        xml.WriteAttributeString("failures", $"{failures}");
        xml.WriteAttributeString("errors", $"{errors}");
        xml.WriteAttributeString("skipped", $"{skipped}");
        xml.WriteAttributeString("time", Seconds(seconds));
        foreach (var unit in units)
        {
            WriteUnit(xml, unit, report.State!);
        }

        if (errors > 0)
        {
            WriteUnstarted(xml, report);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteUnit(XmlWriter xml, UnitProgress unit, RunState state)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", unit.Id);
        xml.WriteAttributeString("classname", $"choo.{state.Started.Target}");
        xml.WriteAttributeString("time", Seconds(state.WorkedOn(unit)?.TotalSeconds ?? 0));
        WritePullRequest(xml, PullRequestRow.Of(unit));
        switch (unit.State)
        {
            case UnitState.Complete:
                break;
            case UnitState.Failed:
                xml.WriteStartElement("failure");
                xml.WriteAttributeString("type", unit.Failure?.Code ?? "");
                xml.WriteAttributeString("message", Clean(unit.Failure?.Message ?? "failed"));
                xml.WriteString(Clean(Body(unit)));
                xml.WriteEndElement();
                break;
            default:
                xml.WriteStartElement("skipped");
                xml.WriteAttributeString("message", Clean(Why(unit)));
                xml.WriteEndElement();
                break;
        }

        xml.WriteEndElement();
    }

    private static void WritePullRequest(XmlWriter xml, PullRequestRow? row)
    {
        if (row is null)
        {
            return;
        }

        xml.WriteStartElement("properties");
        foreach (var (name, value) in new[] { ("pull_request.number", $"{row.Number}"), ("pull_request.state", row.State), ("pull_request.url", row.Url) })
        {
            xml.WriteStartElement("property");
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("value", Clean(value));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteUnstarted(XmlWriter xml, RunReport report)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", "start");
        xml.WriteAttributeString("classname", "choo");
        xml.WriteAttributeString("time", "0");
        xml.WriteStartElement("error");
        xml.WriteAttributeString("message", "the run did not start");
        xml.WriteString(Clean(string.Join('\n', report.Diagnostics)));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static string Body(UnitProgress unit)
    {
        var lines = new List<string>();
        if (unit.Failure is not null)
        {
            lines.Add(unit.Failure.ToString());
        }

        if (unit.LastFailure?.Evidence is { } evidence)
        {
            lines.AddRange(GateCauses.Diagnostics(evidence).Select(diagnostic => diagnostic.ToString()));
            lines.AddRange(evidence.FailedTests.Select(test => $"failed test {test.Name}: {test.Message}"));
            lines.Add(evidence.Tail);
        }

        return string.Join('\n', lines);
    }

    private static string Why(UnitProgress unit) => unit.State switch
    {
        UnitState.Blocked => $"blocked by {string.Join(", ", unit.BlockedBy)}",
        UnitState.Waiting => $"needs your attention: {unit.Failure}",
        _ => $"not finished: {unit.State.Name()}",
    };

    private static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>XML 1.0 has no place for most control characters, and gates print colours.</summary>
    private static string Clean(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => OneLine.Of(MarkupText.WellFormed(line))));
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Choo.Core.Diagnostics;

namespace Choo.Core.Gates;

/// <summary>Evidence as text, for the next prompt and for a person.</summary>
public static class GateReport
{
    /// <summary>The longest report, in characters.</summary>
    public const int Limit = 8000;

    private const int FindingsLimit = 5000;
    private const int MessageLimit = 600;

    /// <summary>One line: what ran, and how it ended.</summary>
    public static string Headline(Evidence evidence)
    {
        var seconds = (evidence.DurationMs / 1000.0).ToString("0.0", CultureInfo.InvariantCulture);
        return evidence switch
        {
            { Passed: true } => $"{evidence.Gate} passed in {seconds} s: {evidence.Command}",
            { TimedOut: true } => $"{evidence.Gate} did not end within its {seconds} s and was stopped: {evidence.Command}",
            { Doubt: not null } => $"{evidence.Gate} proved nothing ({GateDoubts.Words(evidence)}) after {seconds} s: {evidence.Command}",
            { ExitCode: < 0 } => $"{evidence.Gate} could not be started: {evidence.Command}",
            _ => $"{evidence.Gate} failed with exit code {evidence.ExitCode} after {seconds} s: {evidence.Command}",
        };
    }

    /// <summary>How a gate that did not pass ended.</summary>
    public static string Outcome(Evidence evidence) => evidence.TimedOut ? "it timed out" : GateDoubts.Words(evidence);

    /// <summary>How a gate ended, with what most likely made it fail.</summary>
    public static string Brief(Evidence evidence)
    {
        return Outcome(evidence) + (GateCauses.Lines(evidence).FirstOrDefault() is { } first ? $"; first: {first}" : "");
    }

    /// <summary>Headline, diagnostics and failing tests (what made it fail first) and the output's end, within <see cref="Limit"/> characters.</summary>
    public static string Of(Evidence evidence)
    {
        var text = new StringBuilder(Headline(evidence)).Append('\n');
        if (GateDoubts.Advice(evidence) is { Length: > 0 } advice)
        {
            text.Append(advice).Append('\n');
        }

        if (GateCauses.Diagnostics(evidence).IsEmpty)
        {
            AddTests(text, evidence);
            AddDiagnostics(text, evidence);
        }
        else
        {
            AddDiagnostics(text, evidence);
            AddTests(text, evidence);
        }

        AddTail(text, evidence);
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>A diagnostic as a compiler prints it, also where it has no file.</summary>
    public static string Line(Diagnostic diagnostic) => diagnostic.File is not null
        ? diagnostic.ToString()
        : $"{(diagnostic.Severity == Severity.Error ? "error" : "warning")} {diagnostic.Code}: {diagnostic.Message}";

    private static void AddDiagnostics(StringBuilder text, Evidence evidence) =>
        AddFirst(text, "Diagnostics", evidence.Diagnostics, each => text.Append(Cut(Line(each), MessageLimit)).Append('\n'));

    private static void AddTests(StringBuilder text, Evidence evidence)
    {
        if (evidence.Tests is { } counts)
        {
            text.Append($"\nTests: {counts.Failed} failed, {counts.Passed} passed, {counts.Skipped} skipped\n");
        }

        AddFirst(text, "Failing tests", evidence.FailedTests, test => AddTest(text, test));
    }

    private static void AddTest(StringBuilder text, TestFailure test)
    {
        var place = test.File is null ? "" : test.Line > 0 ? $" ({test.File}:{test.Line})" : $" ({test.File})";
        text.Append($"- {test.Name}{place}\n");
        foreach (var line in Cut(test.Message, MessageLimit).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append("    ").Append(line.TrimEnd()).Append('\n');
        }
    }

    /// <summary>A heading and as many entries as findings have room for, and how many are left out.</summary>
    private static void AddFirst<T>(StringBuilder text, string heading, ImmutableArray<T> all, Action<T> add)
    {
        if (all.IsDefaultOrEmpty)
        {
            return;
        }

        text.Append($"\n{heading}:\n");
        for (var i = 0; i < all.Length; i++)
        {
            if (text.Length > FindingsLimit)
            {
                text.Append($"... and {all.Length - i} more\n");
                return;
            }

            add(all[i]);
        }
    }

    private static void AddTail(StringBuilder text, Evidence evidence)
    {
        const string Heading = "\nThe end of the output:\n";
        var tail = evidence.Tail.Trim('\n');
        var room = Limit - text.Length - Heading.Length;
        if (tail.Length == 0 || room <= 0)
        {
            return;
        }

        text.Append(Heading).Append(tail.Length <= room ? tail : FromLineStart(tail[^room..])).Append('\n');
    }

    private static string FromLineStart(string tail) => tail.IndexOf('\n') is var end and >= 0 ? tail[(end + 1)..] : tail;

    private static string Cut(string text, int limit) => text.Length <= limit ? text : string.Concat(text.AsSpan(0, limit), " ...");
}

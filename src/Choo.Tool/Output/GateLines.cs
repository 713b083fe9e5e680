using Choo.Core.Gates;

namespace Choo.Tool.Output;

/// <summary>What a gate found, as lines.</summary>
internal static class GateLines
{
    private const int Most = 10;

    /// <summary><c> (build 3.2 s, test exit 1 after 5.0 s)</c>, or nothing when no gate ran.</summary>
    public static string Brief(IReadOnlyCollection<Evidence> gates) => gates.Count == 0
        ? ""
        : $" ({string.Join(", ", gates.Select(gate => gate.Passed ? $"{gate.Gate} {Amounts.Duration(gate.DurationMs)}" : $"{gate.Gate}: {How(gate)}"))})";

    /// <summary>How a gate ended.</summary>
    public static string How(Evidence gate) =>
        $"{(gate.TimedOut ? "timed out" : $"exit {gate.ExitCode}")}, {Amounts.Duration(gate.DurationMs)}";

    /// <summary>Its diagnostics and failing tests, else the end of its output; then where the whole output is.</summary>
    public static IEnumerable<string> Details(Evidence gate, string run)
    {
        var lines = gate.Diagnostics.Select(diagnostic => diagnostic.ToString()).Concat(gate.FailedTests.Select(Line)).ToList();
        if (lines.Count == 0)
        {
            lines = LastLines(gate.Tail);
        }

        foreach (var line in lines.Take(Most))
        {
            yield return line;
        }

        var rest = lines.Count > Most ? $"... and {lines.Count - Most} more; " : "";
        if (gate.Log is not null)
        {
            yield return $"{rest}log: {RunPaths.Shown(run, gate.Log)}";
        }
    }

    private static string Line(TestFailure test)
    {
        var place = test.File is null ? "" : test.Line > 0 ? $"{test.File}({test.Line}): " : $"{test.File}: ";
        var message = test.Message.AsSpan().Trim();
        var end = message.IndexOfAny('\r', '\n');
        return $"{place}failed test {test.Name}: {(end < 0 ? message : message[..end])}";
    }

    private static List<string> LastLines(string tail) =>
        [.. tail.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(Most).Select(OneLine.Of)];
}

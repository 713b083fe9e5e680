using Choo.Core.Gates;
using Choo.Views.Text;

namespace Choo.Views.Lines;

/// <summary>What a gate found, as lines.</summary>
internal static class GateLines
{
    private const int Most = 10;

    /// <summary><c> (build 3.2 s, test exit 1 after 5.0 s)</c>, or nothing when no gate ran.</summary>
    public static string Brief(IReadOnlyCollection<Evidence> gates) => gates.Count == 0
        ? ""
        : $" ({string.Join(", ", gates.Select(Brief))})";

    private static string Brief(Evidence gate) => gate switch
    {
        { Reused: { } source } => $"{gate.Gate} passed in run {source.Run}",
        { Passed: true } => $"{gate.Gate} {Amounts.Duration(gate.DurationMs)}",
        _ => $"{gate.Gate}: {How(gate)}",
    };

    /// <summary>How a gate ended.</summary>
    public static string How(Evidence gate) =>
        $"{(gate.TimedOut ? "timed out" : $"exit {gate.ExitCode}")}, {Amounts.Duration(gate.DurationMs)}";

    /// <summary>What made it fail, else the end of its output; then where the whole output is.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="run">The run's id.</param>
    /// <param name="told">What was printed above already and is not repeated.</param>
    public static IEnumerable<string> Details(Evidence gate, string run, string told = "")
    {
        var found = GateCauses.Lines(gate).ToList();
        var lines = found.Count == 0 ? LastLines(gate.Tail) : found.FindAll(line => !told.Contains(line, StringComparison.Ordinal));
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

    /// <summary>The details of several gates that did not pass: <c>dotnet build</c> and <c>dotnet test</c> report the same compiler errors, which are printed once.</summary>
    public static IEnumerable<string> Details(IEnumerable<Evidence> gates, string run)
    {
        var told = "";
        foreach (var gate in gates.Where(gate => !gate.Passed))
        {
            foreach (var line in Details(gate, run, told))
            {
                yield return line;
            }

            told += string.Join('\n', GateCauses.Lines(gate)) + "\n";
        }
    }

    private static List<string> LastLines(string tail) =>
        [.. tail.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(Most).Select(OneLine.Of)];
}

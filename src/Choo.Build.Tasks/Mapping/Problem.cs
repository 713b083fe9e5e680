using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Choo.Build.Tasks.Mapping;

/// <summary>A diagnostic of the engine, or of a compiler that a gate ran.</summary>
/// <param name="Code">CHOO and four digits, or the compiler's own.</param>
/// <param name="Severity">error, warning or info.</param>
/// <param name="File">Relative to the repository where it is inside it; null when there is none.</param>
/// <param name="Line">1-based; 0 when unknown.</param>
/// <param name="Column">1-based; 0 when unknown.</param>
/// <param name="Message">The text.</param>
internal sealed partial record Problem(string Code, string Severity, string? File, int Line, int Column, string Message) : Entry
{
    /// <summary>What the problem concerns.</summary>
    public Concern Concern { get; init; }

    /// <summary>Reads the object that events and documents hold.</summary>
    public static Problem Of(JsonElement json) => new(
        json.Text("code") ?? "CHOO9001",
        json.Text("severity") ?? "error",
        json.Text("file"),
        json.Number("line"),
        json.Number("column"),
        json.Text("message") ?? "");

    /// <summary>Reads a line such as <c>file(line,col): error CHOO1003: text</c>; null when it is none.</summary>
    public static Problem? Parse(string line)
    {
        var match = Canonical().Match(line);
        if (!match.Success)
        {
            return null;
        }

        var file = match.Groups["file"].Value;
        return new Problem(
            match.Groups["code"].Value,
            match.Groups["severity"].Value,
            file == "choo" ? null : file,
            Number(match.Groups["line"]),
            Number(match.Groups["column"]),
            match.Groups["text"].Value);
    }

    private static int Number(Group group) => int.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"^(?<file>.+?)(?:\((?<line>\d+)(?:,(?<column>\d+))?\))?: (?<severity>error|warning|info) (?<code>CHOO\d{4}): (?<text>.*)$")]
    private static partial Regex Canonical();
}

using System.Globalization;
using System.Text.Json;

namespace Choo.Core.Agents;

/// <summary>The forms that the lines of a transcript have.</summary>
internal static class TranscriptText
{
    private const int ResultLines = 3;
    private const int ResultWidth = 200;

    /// <summary>Text that is wanted whole: a line that is too long is continued on the next.</summary>
    public static IEnumerable<string> Whole(string text, string indent = "")
    {
        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            var rest = line;
            while (indent.Length + rest.Length > Transcript.LongestLine)
            {
                var part = Words.Cut(rest, Transcript.LongestLine - indent.Length);
                yield return indent + part;
                rest = rest[part.Length..];
            }

            yield return indent + rest;
        }
    }

    /// <summary>One line of it, cut.</summary>
    public static string Cut(string text) => Short(text, Transcript.LongestLine);

    /// <summary>A tool's use: <c>&gt; Bash: dotnet build</c>.</summary>
    public static string Tool(string name, string detail) => Short(detail.Length == 0 ? $"> {name}" : $"> {name}: {detail}", Transcript.LongestLine);

    /// <summary>A tool's result: its first lines.</summary>
    public static IEnumerable<string> Result(string text, bool isError)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).ToList();
        for (var i = 0; i < Math.Min(lines.Count, ResultLines); i++)
        {
            yield return $"    {(i == 0 && isError ? "error: " : "")}{Short(lines[i], ResultWidth)}";
        }

        if (lines.Count > ResultLines)
        {
            yield return $"    ... and {lines.Count - ResultLines} more line{(lines.Count == ResultLines + 1 ? "" : "s")}";
        }
    }

    /// <summary>Something that went wrong: <c>! overloaded</c>.</summary>
    public static string Problem(string text) => Short($"! {text}", Transcript.LongestLine);

    /// <summary>The end of a turn: <c>= success, 3 turns, 0.1 s, 360 tokens, $0.003</c>.</summary>
    public static string End(params ReadOnlySpan<string?> parts)
    {
        List<string> known = [];
        foreach (var part in parts)
        {
            if (part is not null)
            {
                known.Add(part);
            }
        }

        return Short($"= {string.Join(", ", known)}", Transcript.LongestLine);
    }

    /// <summary>Both kinds of tokens, null where none is known.</summary>
    public static string? Tokens(AgentUsage usage) => usage.InputTokens + usage.OutputTokens is > 0 and var tokens
        ? $"{tokens.ToString(CultureInfo.InvariantCulture)} tokens"
        : null;

    /// <summary>Dollars, null where unknown.</summary>
    public static string? Cost(AgentUsage usage) => usage.CostUsd is { } cost ? $"${cost.ToString("0.00##", CultureInfo.InvariantCulture)}" : null;

    /// <summary>Seconds, null where unknown.</summary>
    public static string? Time(long? milliseconds) => milliseconds is { } known ? $"{(known / 1000.0).ToString("0.0", CultureInfo.InvariantCulture)} s" : null;

    /// <summary>A text, or the texts of an array's blocks; other blocks by their type.</summary>
    public static string Content(JsonElement? content)
    {
        if (content is not { } value)
        {
            return "";
        }

        return value.ValueKind == JsonValueKind.Array
            ? string.Join('\n', value.EnumerateArray().Select(block => block.AsText() ?? block.Text("text") ?? $"[{block.Text("type") ?? "?"}]"))
            : value.AsText() ?? value.GetRawText();
    }

    private static string Short(string text, int most)
    {
        var line = text.ReplaceLineEndings(" ");
        var cut = Words.Cut(line, most - 1);
        return line.Length <= most ? line : cut + "…";
    }
}

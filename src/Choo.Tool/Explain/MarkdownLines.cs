using System.Text.RegularExpressions;
using Choo.Tool.Output;

namespace Choo.Tool.Explain;

/// <summary>A page of Markdown as lines for a terminal: headings stand out, code is indented, paragraphs and lists fit the width.</summary>
internal sealed partial class MarkdownLines(Paint paint, int width)
{
    /// <summary>The lines of a page.</summary>
    public IEnumerable<string> Of(string page)
    {
        var code = false;
        foreach (var line in page.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                code = !code;
                continue;
            }

            foreach (var shown in code ? [line.Length == 0 ? "" : $"    {line}"] : Text(line))
            {
                yield return shown;
            }
        }
    }

    private IEnumerable<string> Text(string line)
    {
        if (line.StartsWith('#'))
        {
            return [paint.In(Tone.Strong, line.TrimStart('#').TrimStart())];
        }

        var indent = Marker().Match(line).Length;
        return Wrapped(Link().Replace(line, "$1").Replace("`", "", StringComparison.Ordinal), new string(' ', indent));
    }

    private List<string> Wrapped(string text, string indent)
    {
        var lines = new List<string>();
        var current = "";
        foreach (var word in text.TrimEnd().Split(' '))
        {
            if (current.Trim().Length > 0 && Columns.Width(current) + 1 + Columns.Width(word) > width)
            {
                lines.Add(current);
                current = indent + word;
            }
            else
            {
                current = current.Length == 0 && lines.Count == 0 ? word : $"{current} {word}";
            }
        }

        lines.Add(current);
        return lines;
    }

    [GeneratedRegex(@"^\s*([-*]|\d+\.)\s+")]
    private static partial Regex Marker();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)\s]+\)")]
    private static partial Regex Link();
}

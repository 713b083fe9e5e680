using System.Text.RegularExpressions;
using Choo.Views.Text;

namespace Choo.Views.Explain;

/// <summary>A page of Markdown as lines for a terminal: headings stand out, code is indented, paragraphs, lists and tables fit the width.</summary>
internal sealed partial class MarkdownLines(Paint paint, int width)
{
    /// <summary>The lines of a page.</summary>
    public IEnumerable<string> Of(string page)
    {
        var code = false;
        var table = new List<string[]>();
        foreach (var line in page.TrimEnd('\n').Split('\n'))
        {
            if (!code && line.StartsWith('|'))
            {
                table.Add([.. Bar().Split(line.Trim().Trim('|')).Select(cell => Plain(cell.Replace("\\|", "|", StringComparison.Ordinal)).Trim())]);
                continue;
            }

            foreach (var shown in Table(table))
            {
                yield return shown;
            }

            table.Clear();
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

        foreach (var shown in Table(table))
        {
            yield return shown;
        }
    }

    /// <summary>A table in columns where it fits; otherwise each row as a block, its first cell on a line and the others below it with their headings.</summary>
    private IEnumerable<string> Table(List<string[]> rows)
    {
        if (rows.Count < 2)
        {
            return [];
        }

        // The second row only separates the headings from the rest.
        var (heads, body) = (rows[0], rows[2..]);
        var widths = heads.Select((head, i) => body.Append(heads).Max(row => i < row.Length ? Columns.Width(row[i]) : 0)).ToArray();
        return widths.Sum() + (2 * (widths.Length - 1)) <= width
            ? body.Prepend(heads).Select(row => string.Join("  ", row.Zip(widths, Columns.Fit)).TrimEnd())
            : body.SelectMany(row => row.SelectMany((cell, i) => i == 0 ? Wrapped($"- {cell}", "  ")
                : new MarkdownLines(paint, width - 2).Wrapped($"{heads[i]}: {cell}", "  ").Select(line => $"  {line}")));
    }

    private static string Plain(string text) => Link().Replace(text, "$1").Replace("`", "", StringComparison.Ordinal);

    private IEnumerable<string> Text(string line)
    {
        if (line.StartsWith('#'))
        {
            return [paint.In(Tone.Strong, line.TrimStart('#').TrimStart())];
        }

        var indent = Marker().Match(line).Length;
        return Wrapped(Plain(line), new string(' ', indent));
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

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    [GeneratedRegex(@"^\s*([-*]|\d+\.)\s+")]
    private static partial Regex Marker();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)\s]+\)")]
    private static partial Regex Link();
}

using System.Text;

namespace Choo.Core.Agents;

/// <summary>Makes agents' words fit a line or a length, never splitting a character.</summary>
internal static class Words
{
    public static string Cut(string text, int max) => text.Length <= max ? text : text[..Whole(text, max)];

    /// <summary>One line: every run of white space and control characters becomes one blank.</summary>
    public static string Line(string text, int max)
    {
        var line = new StringBuilder(Math.Min(text.Length, max));
        foreach (var c in text)
        {
            if (line.Length > max)
            {
                break;
            }

            if (!char.IsWhiteSpace(c) && !char.IsControl(c))
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        var trimmed = line.ToString().TrimEnd();
        return trimmed.Length <= max ? trimmed : string.Concat(trimmed.AsSpan(0, Whole(trimmed, max - 1)), "…");
    }

    public static string LastLine(string text)
    {
        var trimmed = text.AsSpan().TrimEnd();
        return trimmed[(trimmed.LastIndexOf('\n') + 1)..].Trim().ToString();
    }

    private static int Whole(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
}

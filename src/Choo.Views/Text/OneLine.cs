using System.Buffers;

namespace Choo.Views.Text;

/// <summary>Text that others wrote, made safe for one line of a terminal.</summary>
internal static class OneLine
{
    // Marks that turn the direction of writing around: https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
    private static readonly SearchValues<char> Directions = SearchValues.Create("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069");

    /// <summary>Without control characters, directional marks and escape sequences: a gate's or an agent's output must not steer a person's terminal.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\x1f') && !text.AsSpan().ContainsAnyInRange('\x7f', '\x9f') && !text.AsSpan().ContainsAny(Directions))
        {
            return text;
        }

        var clean = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\x1b')
            {
                i = AfterSequence(text, i);
            }
            else
            {
                clean.Append(char.IsControl(text[i]) ? " " : Directions.Contains(text[i]) ? "" : text[i..(i + 1)]);
            }
        }

        return clean.ToString().TrimEnd();
    }

    /// <summary>The index of the last character of the escape sequence that begins at an index.</summary>
    private static int AfterSequence(string text, int start)
    {
        if (start + 1 >= text.Length || text[start + 1] is not ('[' or ']'))
        {
            return Math.Min(start + 1, text.Length - 1);
        }

        for (var i = start + 2; i < text.Length; i++)
        {
            if (text[start + 1] == '[' ? text[i] is >= '@' and <= '~' : text[i] == '\a')
            {
                return i;
            }
        }

        return text.Length - 1;
    }
}

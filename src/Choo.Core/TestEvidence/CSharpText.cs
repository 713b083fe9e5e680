namespace Choo.Core.TestEvidence;

/// <summary>C# with everything blanked out that is no code: comments, and the insides of strings and characters. Length and lines stay.</summary>
internal static class CSharpText
{
    public static string CodeOnly(string source)
    {
        var text = source.ToCharArray();
        for (var i = 0; i < text.Length;)
        {
            i = Next(text, i);
        }

        return new string(text);
    }

    private static int Next(char[] text, int at)
    {
        var rest = text.AsSpan(at);
        if (rest.StartsWith("//"))
        {
            return Blank(text, at, End(rest, "\n", 2));
        }

        if (rest.StartsWith("/*"))
        {
            return Blank(text, at, End(rest, "*/", 2) + 2);
        }

        var quotes = rest.IndexOfAnyExcept('"') is >= 0 and var count ? count : rest.Length;
        if (quotes >= 3)
        {
            return Blank(text, at, End(rest, new string('"', quotes), quotes) + quotes);
        }

        return rest[0] switch
        {
            '"' => Blank(text, at, IsVerbatim(text, at) ? Verbatim(rest) : Regular(rest, '"')),
            '\'' => Blank(text, at, Regular(rest, '\'')),
            _ => at + 1,
        };
    }

    private static bool IsVerbatim(char[] text, int at) =>
        (at > 0 && text[at - 1] == '@') || (at > 1 && text[at - 1] == '$' && text[at - 2] == '@');

    private static int Verbatim(ReadOnlySpan<char> rest)
    {
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] != '"')
            {
                continue;
            }

            if (i + 1 < rest.Length && rest[i + 1] == '"')
            {
                i++;
                continue;
            }

            return i + 1;
        }

        return rest.Length;
    }

    // Ends at the line's end in any case: an unclosed quote is not to swallow the file.
    private static int Regular(ReadOnlySpan<char> rest, char quote)
    {
        for (var i = 1; i < rest.Length && rest[i] != '\n'; i++)
        {
            if (rest[i] == '\\')
            {
                i++;
            }
            else if (rest[i] == quote)
            {
                return i + 1;
            }
        }

        return rest.IndexOf('\n') is >= 0 and var end ? end : rest.Length;
    }

    private static int End(ReadOnlySpan<char> rest, string mark, int from) =>
        rest[Math.Min(from, rest.Length)..].IndexOf(mark, StringComparison.Ordinal) is >= 0 and var end ? from + end : rest.Length;

    private static int Blank(char[] text, int at, int length)
    {
        var end = Math.Min(text.Length, at + length);
        for (var i = at; i < end; i++)
        {
            text[i] = text[i] == '\n' ? '\n' : ' ';
        }

        return end;
    }
}

namespace Choo.Adapters.Gates;

/// <summary>Takes out what a terminal would not show: colours and cursor movements (ECMA-48 control sequences).</summary>
internal static class PlainText
{
    private const char Escape = '\u001b';

    public static string Of(string text)
    {
        if (!text.Contains(Escape))
        {
            return text;
        }

        var copy = text.ToCharArray();
        return Strip(copy).ToString();
    }

    /// <summary>Works in place; what it returns is a part of what it was given.</summary>
    public static Span<char> Strip(Span<char> text)
    {
        var to = text.IndexOf(Escape);
        if (to < 0)
        {
            return text;
        }

        for (var from = to; from < text.Length;)
        {
            if (text[from] == Escape)
            {
                from += Length(text[from..]);
            }
            else
            {
                text[to++] = text[from++];
            }
        }

        return text[..to];
    }

    private static int Length(ReadOnlySpan<char> sequence)
    {
        if (sequence.Length < 2)
        {
            return 1;
        }

        if (sequence[1] == ']')
        {
            var bell = sequence.IndexOfAny('\a', '\\');
            return bell < 0 ? sequence.Length : bell + 1;
        }

        if (sequence[1] != '[')
        {
            return 2;
        }

        var final = sequence[2..].IndexOfAnyInRange('@', '~');
        return final < 0 ? sequence.Length : final + 3;
    }
}

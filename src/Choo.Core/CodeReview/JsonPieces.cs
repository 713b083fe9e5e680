namespace Choo.Core.CodeReview;

/// <summary>Finds what may be a JSON object in a text that a model wrote around it.</summary>
internal static class JsonPieces
{
    // Each start may be followed to the end of the text.
    private const int MostStarts = 64;

    /// <summary>The whole text where it is one object; then the outermost objects in it, the last first, since a model may quote the form before it answers.</summary>
    public static IEnumerable<string> In(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.StartsWith('{') && trimmed.EndsWith('}'))
        {
            yield return trimmed;
        }

        var pieces = new List<string>();
        var starts = 0;
        for (var at = Start(text, 0); at >= 0 && starts < MostStarts; starts++)
        {
            var end = End(text, at);
            if (end > at)
            {
                pieces.Add(text[at..end]);
            }

            at = Start(text, Math.Max(at + 1, end));
        }

        for (var i = pieces.Count - 1; i >= 0; i--)
        {
            yield return pieces[i];
        }
    }

    /// <summary>Where an object may begin: a brace before a name or another brace; -1 when nowhere.</summary>
    private static int Start(string text, int from)
    {
        for (var at = text.IndexOf('{', from); at >= 0; at = text.IndexOf('{', at + 1))
        {
            var next = at + 1;
            while (next < text.Length && char.IsWhiteSpace(text[next]))
            {
                next++;
            }

            if (next < text.Length && text[next] is '"' or '}')
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The place after the brace that closes the one at a place, braces in strings not counted; -1 when none does.</summary>
    private static int End(string text, int start)
    {
        var (depth, inString) = (0, false);
        for (var at = start; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\\' when inString:
                    at++;
                    break;
                case '"':
                    inString = !inString;
                    break;
                case '{' when !inString:
                    depth++;
                    break;
                case '}' when !inString && --depth == 0:
                    return at + 1;
            }
        }

        return -1;
    }
}

namespace Choo.Core.TestEvidence;

/// <summary>Names of tests: in full as results have them, or by their end as sources and people do.</summary>
public static class TestNames
{
    /// <summary>Whether a full name is another one, or ends with it after a dot, or after the plus of a nested class.</summary>
    public static bool EndsWith(string full, string name)
    {
        ArgumentNullException.ThrowIfNull(full);
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > 0 && full.EndsWith(name, StringComparison.Ordinal) && (full.Length == name.Length || full[^(name.Length + 1)] is '.' or '+');
    }

    /// <summary>Whether a test's full name is what a name means: a class with all its tests, or a class and method.</summary>
    public static bool Covers(string name, string test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return EndsWith(test, name) || (test.LastIndexOf('.') is var end and > 0 && EndsWith(test[..end], name));
    }

    /// <summary>How often a word stands by itself in a text.</summary>
    public static int Mentions(string text, string word)
    {
        ArgumentException.ThrowIfNullOrEmpty(word);
        ArgumentNullException.ThrowIfNull(text);
        var count = 0;
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal))
        {
            count += IsEdge(text, at - 1) && IsEdge(text, at + word.Length) ? 1 : 0;
        }

        return count;
    }

    private static bool IsEdge(string text, int at) => at < 0 || at >= text.Length || !(char.IsLetterOrDigit(text[at]) || text[at] == '_');
}

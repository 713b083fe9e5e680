namespace Choo.Adapters.Specs;

/// <summary>
/// What is wrong with malformed YAML and what to do, in plain English: YamlDotNet names its parser's state ("while scanning a plain scalar value,
/// found invalid mapping"), which helps nobody who forgot a pair of quotes.
/// </summary>
/// <param name="text">The whole YAML text.</param>
/// <param name="at">The offset that YamlDotNet names.</param>
/// <param name="words">YamlDotNet's message.</param>
internal sealed class YamlMistake(string text, int at, string words)
{
    private const int LongestSuggestion = 80;

    // The first that fits wins; each is a part of a message of YamlDotNet 16.3 and what a person did to get it.
    private static readonly (string Words, Func<YamlMistake, string> Explanation)[] Table =
    [
        ("tab as indentation", _ => Tab),
        ("tab character that violate", _ => Tab),
        ("invalid mapping", mistake => mistake.Colon()),
        ("cannot start any token", mistake => mistake.BadStart()),
        ("did not find expected node content", mistake => mistake.BadStart()),
        ("containing disallowed", mistake => mistake.BadStart()),
        ("Mapping keys are not allowed", mistake => mistake.BadStart()),
        ("Block sequence entries are not allowed", mistake => $"a list cannot start on its key's line: put each '- item' on a line of its own; if this is a text, {mistake.QuoteIt()}"),
        ("expected comment or line break", mistake => $"a '{mistake.Here}' starts text on the lines below, so nothing may follow it here; if it belongs to the value, {mistake.QuoteIt()}"),
        ("unknown escape character", _ => "in double quotes a backslash starts an escape: double it (\\\\), or use single quotes"),
        ("multi-line double-quoted scalar", _ => Unclosed),
        ("quoted scalar, found unexpected end", _ => Unclosed),
        ("flow sequence", _ => "a list that was opened with [ is never closed: add the ], or put quotes around text that begins with ["),
        ("flow mapping", _ => "a map that was opened with { is never closed: add the }, or put quotes around text that begins with {"),
        ("expected '-' indicator", _ => "this line is not an item of the list above: start it with '- ', or indent the list under a key"),
        ("<document end>", _ => "this line begins further left than the first one: start all keys of a level in the same column"),
        ("did not find expected key", mistake => mistake.NoKey()),
    ];

    private const string Tab = "a tab indents this line, and YAML allows only spaces there: replace the tab with spaces";
    private const string Unclosed = "the quote that opens here is not closed on its line: add the closing quote; a quote inside the value is doubled ('it''s')";

    /// <summary>The explanation; it ends without a full stop.</summary>
    public string Explain() => Table.FirstOrDefault(entry => words.Contains(entry.Words, StringComparison.Ordinal)).Explanation?.Invoke(this) ?? Unknown();

    /// <summary>Where the mistake is: at the tab where one is to blame (YamlDotNet names what comes before), else where YamlDotNet says.</summary>
    public int Place()
    {
        var tab = words.Contains("tab", StringComparison.Ordinal) ? text.IndexOf("\n\t", Math.Clamp(at, 0, text.Length), StringComparison.Ordinal) : -1;
        return tab < 0 ? at : tab + 1;
    }

    /// <summary>For a text on which YamlDotNet stumbles without a message: nearly always a bracket without its end.</summary>
    public static string WithoutWords(string text)
    {
        var open = text.Count(each => each is '[' or '{') > text.Count(each => each is ']' or '}');
        return open
            ? "a [ or { further up is never closed: close it, or put quotes around text that begins with it"
            : "this is not YAML from here on: write `key: value` lines, and quote values with special characters";
    }

    private char Here => at < text.Length ? text[at] : ' ';

    private int LineStart => at == 0 ? 0 : text.LastIndexOf('\n', Math.Min(at, text.Length) - 1) + 1;

    private string Line
    {
        get
        {
            var end = text.IndexOf('\n', LineStart);
            return (end < 0 ? text[LineStart..] : text[LineStart..end]).TrimEnd('\r', ' ');
        }
    }

    private string Before => text[LineStart..Math.Min(at, text.Length)];

    private string Colon() => words.Contains("multiline", StringComparison.Ordinal)
        ? "the line above has no value: write `key: value`, with a space after the colon"
        : Before.Contains(':', StringComparison.Ordinal)
            ? $"a colon with a space after it makes a new key, also inside a value: {QuoteIt()}"
            : "this line is indented as if it belonged to the value above: start it in the column of the other keys, or quote the value above";

    private string BadStart() => $"a value cannot begin with '{Here}': {QuoteIt()}";

    private string NoKey()
    {
        var before = Before.TrimEnd();
        return before.Length > 0
            ? before[^1] is '"' or '\''
                ? $"text follows the closing quote: put the whole value into one pair of quotes{Suggestion()}"
                : $"the value ends before this: {QuoteIt()}"
            : Line.TrimStart().StartsWith("- ", StringComparison.Ordinal) ? "a list item is where a key is expected: indent it under its key"
            : Line.Contains(':', StringComparison.Ordinal) ? "this line's indentation matches none of the lines above: start the keys of a level in the same column"
            : "this line has no colon: write `key: value`; text over several lines starts with | after its key";
    }

    private string Unknown() => $"{words.ReplaceLineEndings(" ").TrimEnd('.', ' ')}; if the value contains special characters, {QuoteIt()}";

    private string QuoteIt() => $"quote the value{Suggestion()}";

    /// <summary>The line's value in quotes, where it has one that is short.</summary>
    private string Suggestion()
    {
        var line = Line;
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var value = colon < 0 ? "" : line[(colon + 2)..].Trim();
        return value.Length is 0 or > LongestSuggestion ? "" : $", {line[..colon].Trim()}: {Quoted(value)}";
    }

    private static string Quoted(string value) =>
        value.Contains('"', StringComparison.Ordinal) || value.Contains('\\', StringComparison.Ordinal) ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'" : $"\"{value}\"";
}

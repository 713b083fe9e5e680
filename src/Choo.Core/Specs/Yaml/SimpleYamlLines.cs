using Choo.Core.Text;

namespace Choo.Core.Specs.Yaml;

// Walks over the lines that carry something: blank lines and lines with only a comment are passed over.
internal ref struct SimpleYamlLines(string text, int firstLine)
{
    private int _next;
    private int _line = firstLine - 1;
    private int _lineStart;

    public readonly string Text => text;

    // Offset of the line's first character that is not a blank (after an item's dash: of the item's first character).
    public int Start { get; private set; }

    public int End { get; private set; }

    // -1 after the last line, so that every open map and list sees its end.
    public int Indent { get; private set; }

    public readonly bool AtEnd => Indent < 0;

    public readonly bool IsItem => Indent >= 0 && text[Start] == '-' && (Start + 1 == End || text[Start + 1] == ' ');

    public static bool HoldsOnlySimpleCharacters(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var c = text[index];
            var simple = c is >= ' ' and <= '~' or '\n' or (>= '\u00A1' and < '\u2000') or (>= '\u2010' and < '\u2028') or (>= '\u2030' and < '\uD800')
                || (c == '\r' && index + 1 < text.Length && text[index + 1] == '\n');
            if (!simple)
            {
                return false;
            }
        }
        return true;
    }

    public void Advance()
    {
        while (_next < text.Length)
        {
            _lineStart = _next;
            _line++;
            var feed = text.IndexOf('\n', _next);
            End = feed < 0 ? text.Length : feed > _next && text[feed - 1] == '\r' ? feed - 1 : feed;
            _next = feed < 0 ? text.Length : feed + 1;
            Start = _lineStart;
            Start = SkipBlanks(Start);
            if (Start < End && text[Start] != '#')
            {
                Indent = Start - _lineStart;
                return;
            }
        }
        Start = End = text.Length;
        Indent = -1;
    }

    // The rest of an item's line is read as a line of its own, indented to where it starts.
    public void EnterItem(int start)
    {
        Start = start;
        Indent = start - _lineStart;
    }

    public readonly int SkipBlanks(int offset)
    {
        while (offset < End && text[offset] == ' ')
        {
            offset++;
        }
        return offset;
    }

    public readonly bool IsContent(int offset) => offset < End && text[offset] != '#';

    // A key of letters, digits, '_', '-' and '.', with its colon right after it and a blank or the line's end after that.
    public readonly bool TryKey(out string key, out int colon)
    {
        colon = Start;
        while (colon < End && (char.IsAsciiLetterOrDigit(text[colon]) || text[colon] is '_' or '-' or '.'))
        {
            colon++;
        }
        var found = colon > Start && colon < End && text[colon] == ':' && char.IsAsciiLetterOrDigit(text[Start]) | text[Start] == '_'
            && (colon + 1 == End || text[colon + 1] == ' ');
        key = found ? KnownKey(text.AsSpan(Start, colon - Start)) : "";
        return found;
    }

    public readonly Position At(int offset) => new(_line, offset - _lineStart + 1);

    // Specs repeat the same few keys thousands of times.
    private static string KnownKey(ReadOnlySpan<char> key) => key switch
    {
        "task" => "task",
        "status" => "status",
        "backpressure" => "backpressure",
        "depends_on" => "depends_on",
        "unit" => "unit",
        _ => key.ToString(),
    };
}

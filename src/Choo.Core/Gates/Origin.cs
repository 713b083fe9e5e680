using System.Buffers;
using System.Globalization;

namespace Choo.Core.Gates;

/// <summary>Where a diagnostic comes from: a file with a place in it, or a tool.</summary>
internal readonly ref struct Origin
{
    private static readonly SearchValues<char> Range = SearchValues.Create("0123456789,- ");

    private Origin(ReadOnlySpan<char> name, int line, int column, bool isFile)
    {
        Name = name;
        Line = line;
        Column = column;
        IsFile = isFile;
    }

    public ReadOnlySpan<char> Name { get; }

    public int Line { get; }

    public int Column { get; }

    public bool IsFile { get; }

    /// <summary><c>file(l)</c>, <c>file(l,c)</c>, <c>file(l,c,l2,c2)</c>, <c>file(l-l2)</c>, <c>file(l,c-c2)</c>, <c>file:l</c>, <c>file:l:c</c>, a path, or a tool's name.</summary>
    public static Origin Parse(ReadOnlySpan<char> text)
    {
        text = WithoutNode(text.Trim()).TrimEnd(':').Trim();
        var open = text.EndsWith(")") ? text.LastIndexOf('(') : -1;
        if (open > 0 && Numbers(text[(open + 1)..^1], out var line, out var column))
        {
            return new(text[..open], line, column, true);
        }

        var last = Trailing(text, out var name);
        if (last == 0 || name.IsEmpty)
        {
            return new(text, 0, 0, LooksLikeFile(text));
        }

        var previous = Trailing(name, out var shorter);
        return previous > 0 && !shorter.IsEmpty ? new(shorter, previous, last, true) : new(name, last, 0, true);
    }

    // In parallel builds MSBuild may put the node's number before the line: "12>".
    private static ReadOnlySpan<char> WithoutNode(ReadOnlySpan<char> text)
    {
        var arrow = text.IndexOf('>');
        return arrow > 0 && !text[..arrow].ContainsAnyExceptInRange('0', '9') ? text[(arrow + 1)..].TrimStart() : text;
    }

    private static bool Numbers(ReadOnlySpan<char> text, out int line, out int column)
    {
        (line, column) = (0, 0);
        if (text.IsEmpty || text.ContainsAnyExcept(Range))
        {
            return false;
        }

        var comma = text.IndexOf(',');
        line = Leading(comma < 0 ? text : text[..comma]);
        column = comma < 0 ? 0 : Leading(text[(comma + 1)..]);
        return line > 0;
    }

    private static int Leading(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? text : text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private static int Trailing(ReadOnlySpan<char> text, out ReadOnlySpan<char> name)
    {
        var colon = text.LastIndexOf(':');
        name = colon < 0 ? text : text[..colon];
        return colon > 0 && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private static bool LooksLikeFile(ReadOnlySpan<char> text)
        => text.ContainsAny('/', '\\') || (text.LastIndexOf('.') is var dot and > 0 && dot < text.Length - 1 && !text.Contains(' '));
}

using System.Text;

namespace Choo.Core.Specs;

/// <summary>Rewrites the value of a task's <c>status:</c> and nothing else: comments, order, quotes, line ends and a byte order mark stay.</summary>
public static class SpecStatusEditor
{
    private static ReadOnlySpan<byte> Key => "status"u8;

    /// <summary>The file with that status; the same bytes when it says so already. A file without frontmatter is returned as it is; a frontmatter without <c>status:</c> gets one as its first line.</summary>
    public static byte[] Set(ReadOnlySpan<byte> content, SpecStatus status)
    {
        var split = FrontMatter.Split(content);
        if (split.Kind != FrontMatterKind.Found)
        {
            return content.ToArray();
        }

        var name = Encoding.ASCII.GetBytes(NameOf(status));
        var (start, length) = FindValue(content, split);
        if (start < 0)
        {
            var newLine = content[..split.YamlStart].EndsWith("\r\n"u8) ? "\r\n"u8 : "\n"u8;
            var indent = content.Slice(split.YamlStart, RootIndent(content, split));
            return [.. content[..split.YamlStart], .. indent.IndexOfAnyExcept((byte)' ') < 0 ? indent : default, .. "status: "u8, .. name, .. newLine, .. content[split.YamlStart..]];
        }

        if (Unquoted(content.Slice(start, length)).Length < length)
        {
            (start, length) = (start + 1, length - 2);
        }

        var space = content[start - 1] == (byte)':' ? " "u8 : default;
        return [.. content[..start], .. space, .. name, .. content[(start + length)..]];
    }

    /// <summary>The word that stands for a status in a spec.</summary>
    public static string NameOf(SpecStatus status) => SpecStatusNames.Of(status);

    // Whether the status stands where Set would write it, with that text: on one line of its own.
    internal static bool CanSet(ReadOnlySpan<byte> content, string text)
    {
        var (start, length) = FindValue(content, FrontMatter.Split(content));
        return start >= 0 && Unquoted(content.Slice(start, length)).SequenceEqual(Encoding.UTF8.GetBytes(text));
    }

    // Offset and length (quotes included) of the value of the top-level key; offset -1 when there is none.
    private static (int Start, int Length) FindValue(ReadOnlySpan<byte> content, FrontMatter split)
    {
        var end = split.YamlStart + split.YamlLength;
        var indent = RootIndent(content, split);
        for (var at = split.YamlStart; at < end;)
        {
            var line = FrontMatter.NextLine(content[..end], at, out var next);
            if (line.Length > indent && line[..indent].IndexOfAnyExcept((byte)' ') < 0 && AfterKey(line[indent..]) is var after and > 0)
            {
                var value = line[(indent + after)..];
                var blanks = value.Length - value.TrimStart(" \t"u8).Length;
                var text = Value(value, blanks);
                return (at + indent + after + (text.IsEmpty ? 0 : blanks), text.Length);
            }

            at = next;
        }

        return (-1, 0);
    }

    // How far the first line that says something is indented: top-level keys all are.
    private static int RootIndent(ReadOnlySpan<byte> content, FrontMatter split)
    {
        var end = split.YamlStart + split.YamlLength;
        for (var at = split.YamlStart; at < end;)
        {
            var line = FrontMatter.NextLine(content[..end], at, out at);
            var text = line.TrimStart((byte)' ');
            if (!text.TrimEnd(" \t\r"u8).IsEmpty && text[0] != (byte)'#')
            {
                return line.Length - text.Length;
            }
        }

        return 0;
    }

    // The length of the key with its quotes and colon; 0 when the line begins with something else.
    private static int AfterKey(ReadOnlySpan<byte> line)
    {
        var quoted = line[0] is (byte)'"' or (byte)'\'' ? 1 : 0;
        var length = Key.Length + (2 * quoted);
        if (line.Length <= length || !line[quoted..].StartsWith(Key) || (quoted > 0 && line[length - 1] != line[0]))
        {
            return 0;
        }

        var colon = length + line[length..].IndexOfAnyExcept((byte)' ');
        return colon >= length && line[colon] == (byte)':' && (colon + 1 == line.Length || line[colon + 1] is (byte)' ' or (byte)'\t' or (byte)'\r') ? colon + 1 : 0;
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> value, int blanks)
    {
        var text = value[blanks..];
        if (!text.IsEmpty && text[0] is ((byte)'"' or (byte)'\'') && text[1..].IndexOf(text[0]) is var closing and >= 0)
        {
            return text[..(closing + 2)];
        }

        var comment = value.IndexOf(" #"u8);
        return (comment >= blanks ? value[blanks..comment] : comment >= 0 ? default : text).TrimEnd(" \t\r"u8);
    }

    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> value) =>
        value.Length > 1 && value[0] is ((byte)'"' or (byte)'\'') && value[^1] == value[0] ? value[1..^1] : value;
}

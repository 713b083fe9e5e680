using System.Text;

namespace Choo.Core.Specs;

// The first level-one heading of a markdown body; lines inside fenced code are not headings.
internal static class Heading
{
    private const int DeepestIndent = 3;
    private const int ShortestFence = 3;

    public static string First(ReadOnlySpan<byte> body)
    {
        byte fence = 0;
        var fenceLength = 0;
        for (var next = 0; next < body.Length;)
        {
            var line = Content(FrontMatter.NextLine(body, next, out next), out var indent);
            if (line.IsEmpty || indent > DeepestIndent)
            {
                continue;
            }
            var run = FenceLength(line);
            if (fence == 0 && run >= ShortestFence && !(line[0] == '`' && line[run..].Contains((byte)'`')))
            {
                (fence, fenceLength) = (line[0], run);
            }
            else if (fence != 0)
            {
                fence = line[0] == fence && run >= fenceLength && line[run..].IsEmpty ? (byte)0 : fence;
            }
            else if (line[0] == '#' && line.Length > 1 && line[1] is (byte)' ' or (byte)'\t')
            {
                return Text(line[1..]);
            }
        }
        return "";
    }

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> line, out int indent)
    {
        var content = line.TrimStart((byte)' ');
        indent = line.Length - content.Length;
        return content.TrimEnd(" \t\r"u8);
    }

    private static int FenceLength(ReadOnlySpan<byte> line)
    {
        if (line[0] is not ((byte)'`' or (byte)'~'))
        {
            return 0;
        }
        var other = line.IndexOfAnyExcept(line[0]);
        return other < 0 ? line.Length : other;
    }

    // Markdown lets a heading close with '#', set apart by a blank: "# Title #" is "Title", "# C#" is "C#".
    private static string Text(ReadOnlySpan<byte> content)
    {
        var text = content.Trim(" \t"u8);
        var unclosed = text.TrimEnd((byte)'#');
        if (unclosed.Length < text.Length && (unclosed.IsEmpty || unclosed[^1] is (byte)' ' or (byte)'\t'))
        {
            text = unclosed.TrimEnd(" \t"u8);
        }
        return Encoding.UTF8.GetString(text);
    }
}

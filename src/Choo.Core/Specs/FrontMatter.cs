namespace Choo.Core.Specs;

/// <summary>What a file begins with.</summary>
public enum FrontMatterKind
{
    /// <summary>No frontmatter: the whole file is body.</summary>
    None,

    /// <summary>A frontmatter between two lines of three dashes.</summary>
    Found,

    /// <summary>An opening line without a closing one.</summary>
    Unclosed,
}

/// <summary>Where a spec's YAML and body lie in its bytes. The one splitter of choo: every reader and editor of specs uses it.</summary>
/// <param name="Kind">Whether there is a frontmatter.</param>
/// <param name="YamlStart">Offset of the first byte after the opening line.</param>
/// <param name="YamlLength">Bytes up to the closing line.</param>
/// <param name="BodyStart">Offset of the first byte of the body.</param>
public readonly record struct FrontMatter(FrontMatterKind Kind, int YamlStart, int YamlLength, int BodyStart)
{
    /// <summary>The line of the file on which the YAML starts.</summary>
    public const int FirstLine = 2;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Splits a file. Delimiters are lines of <c>---</c> that may end in blanks, CR LF or the end of the file; the first closer counts.</summary>
    public static FrontMatter Split(ReadOnlySpan<byte> content)
    {
        var start = content.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        var line = NextLine(content, start, out var next);
        if (!IsDelimiter(line))
        {
            return new(FrontMatterKind.None, start, 0, start);
        }
        var yaml = next;
        while (next < content.Length)
        {
            var at = next;
            if (IsDelimiter(NextLine(content, at, out next)))
            {
                return new(FrontMatterKind.Found, yaml, at - yaml, next);
            }
        }
        return new(FrontMatterKind.Unclosed, yaml, content.Length - yaml, content.Length);
    }

    /// <summary>Whether a line without its line feed opens or closes a frontmatter.</summary>
    internal static bool IsDelimiter(ReadOnlySpan<byte> line) =>
        line.StartsWith("---"u8) && line[3..].TrimEnd(" \t\r"u8).IsEmpty;

    /// <summary>The line that starts at an offset, without its line feed (a carriage return stays), and the offset of the line after it.</summary>
    internal static ReadOnlySpan<byte> NextLine(ReadOnlySpan<byte> content, int start, out int next)
    {
        var rest = content[start..];
        var feed = rest.IndexOf((byte)'\n');
        next = feed < 0 ? content.Length : start + feed + 1;
        return feed < 0 ? rest : rest[..feed];
    }
}

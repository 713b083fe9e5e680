using System.Collections.Immutable;
using System.Text;

namespace Choo.Core.Specs.Yaml;

// One-line values: plain and quoted scalars, and flow lists of them. Null means: not surely simple.
internal static class SimpleYamlInline
{
    public static YamlNode? Read(in SimpleYamlLines lines, int start) => lines.Text[start] switch
    {
        '[' => FlowList(in lines, start),
        '"' or '\'' => Quoted(in lines, start) is { } quoted && EndsAt(in lines, quoted.Span.End) ? quoted : null,
        _ => Plain(in lines, start),
    };

    private static YamlNode.Scalar? Plain(in SimpleYamlLines lines, int start)
    {
        var line = lines.Text.AsSpan(start, lines.End - start);
        var comment = line.IndexOf(" #");
        var value = (comment < 0 ? line : line[..comment]).TrimEnd(' ');
        if (!StartsPlain(value) || value.Contains(": ", StringComparison.Ordinal) || value[^1] == ':')
        {
            return null;
        }
        return new YamlNode.Scalar(KnownValue(value), true, lines.At(start), new YamlSpan(start, start + value.Length));
    }

    private static bool StartsPlain(ReadOnlySpan<char> value) => value[0] switch
    {
        '-' => IsOption(value),
        '?' or ':' or ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' => false,
        _ => true,
    };

    // -1, -x or --long: a dash that cannot be taken for an item of a list.
    private static bool IsOption(ReadOnlySpan<char> value) => value.TrimStart('-') is [var first, ..] && char.IsAsciiLetterOrDigit(first);

    private static YamlNode.Scalar? Quoted(in SimpleYamlLines lines, int start)
    {
        var quote = lines.Text[start];
        var body = lines.Text.AsSpan(start + 1, lines.End - start - 1);
        var length = quote == '"' ? DoubleQuotedLength(body) : SingleQuotedLength(body);
        if (length < 0)
        {
            return null;
        }
        var inner = body[..length];
        var text = quote == '"' ? Unescape(inner) : inner.ToString().Replace("''", "'", StringComparison.Ordinal);
        return text is null ? null : new YamlNode.Scalar(text, false, lines.At(start), new YamlSpan(start, start + length + 2));
    }

    private static int SingleQuotedLength(ReadOnlySpan<char> body)
    {
        for (var index = 0; index < body.Length; index++)
        {
            if (body[index] == '\'')
            {
                if (index + 1 == body.Length || body[index + 1] != '\'')
                {
                    return index;
                }
                index++;
            }
        }
        return -1;
    }

    private static int DoubleQuotedLength(ReadOnlySpan<char> body)
    {
        for (var index = 0; index < body.Length; index++)
        {
            switch (body[index])
            {
                case '"':
                    return index;
                case '\\':
                    index++;
                    break;
            }
        }
        return -1;
    }

    private static string? Unescape(ReadOnlySpan<char> inner)
    {
        if (!inner.Contains('\\'))
        {
            return inner.ToString();
        }
        var text = new StringBuilder(inner.Length);
        for (var index = 0; index < inner.Length; index++)
        {
            if (inner[index] != '\\')
            {
                text.Append(inner[index]);
                continue;
            }
            char? meant = inner[++index] switch { '\\' => '\\', '"' => '"', 'n' => '\n', 't' => '\t', _ => null };
            if (meant is null)
            {
                return null;
            }
            text.Append(meant.Value);
        }
        return text.ToString();
    }

    private static YamlNode.List? FlowList(in SimpleYamlLines lines, int start)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>(2);
        var offset = lines.SkipBlanks(start + 1);
        while (offset < lines.End && (lines.Text[offset] != ']' || items.Count > 0))
        {
            if (FlowItem(in lines, offset) is not { } item)
            {
                return null;
            }
            items.Add(item);
            offset = lines.SkipBlanks(item.Span.End);
            if (offset >= lines.End || lines.Text[offset] != ',')
            {
                break;
            }
            offset = lines.SkipBlanks(offset + 1);
        }
        var closed = offset < lines.End && lines.Text[offset] == ']' && EndsAt(in lines, offset + 1);
        return closed ? new YamlNode.List(items.DrainToImmutable(), lines.At(start)) : null;
    }

    private static YamlNode.Scalar? FlowItem(in SimpleYamlLines lines, int start)
    {
        var text = lines.Text;
        if (text[start] is '"' or '\'')
        {
            return Quoted(in lines, start);
        }
        var end = start;
        while (end < lines.End && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '-' or '.' or '/'))
        {
            end++;
        }
        var simple = end > start && (text[start] != '-' || IsOption(text.AsSpan(start, end - start)));
        return simple ? new YamlNode.Scalar(text[start..end], true, lines.At(start), new YamlSpan(start, end)) : null;
    }

    // After a closing quote or bracket there may be blanks, and a comment that a blank sets apart.
    private static bool EndsAt(in SimpleYamlLines lines, int offset)
    {
        var rest = lines.SkipBlanks(offset);
        return rest >= lines.End || (lines.Text[rest] == '#' && rest > offset);
    }

    private static string KnownValue(ReadOnlySpan<char> value) => value switch
    {
        "pending" => "pending",
        "complete" => "complete",
        "in_progress" => "in_progress",
        _ => value.ToString(),
    };
}

using System.Collections.Immutable;
using Choo.Core.Text;

namespace Choo.Core.Specs.Yaml;

/// <summary>
/// Reads the part of YAML that specs and configurations are written in: block maps and lists by indentation, one-line scalars and
/// flow lists, comments. It knows when a text may mean something else and then gives null, so that a whole YAML reader takes over.
/// </summary>
public static class SimpleYaml
{
    // Enough for any specs; deeper texts go to the whole reader, which has its own limit.
    private const int Deepest = 24;

    /// <summary>The root of a text, or null when the text is not surely in the simple part of YAML.</summary>
    /// <param name="text">The YAML alone.</param>
    /// <param name="firstLine">The 1-based line of the file on which the text starts.</param>
    public static YamlNode? TryRead(string text, int firstLine)
    {
        if (!SimpleYamlLines.HoldsOnlySimpleCharacters(text))
        {
            return null;
        }
        var lines = new SimpleYamlLines(text, firstLine);
        lines.Advance();
        if (lines.AtEnd)
        {
            return new YamlNode.Map([], new Position(firstLine, 1));
        }
        var root = Map(ref lines, lines.Indent, 0);
        return lines.AtEnd ? root : null;
    }

    private static YamlNode.Map? Map(ref SimpleYamlLines lines, int indent, int depth)
    {
        if (depth > Deepest)
        {
            return null;
        }
        var at = lines.At(lines.Start);
        var entries = ImmutableArray.CreateBuilder<YamlEntry>(4);
        while (lines.Indent == indent && !lines.IsItem)
        {
            var keyAt = lines.At(lines.Start);
            if (!lines.TryKey(out var key, out var colon) || Value(ref lines, colon, indent, depth) is not { } value)
            {
                return null;
            }
            entries.Add(new YamlEntry(key, keyAt, value));
        }
        return lines.Indent >= indent ? null : new YamlNode.Map(entries.DrainToImmutable(), at);
    }

    private static YamlNode? Value(ref SimpleYamlLines lines, int colon, int indent, int depth)
    {
        var start = lines.SkipBlanks(colon + 1);
        if (!lines.IsContent(start))
        {
            var absent = new YamlNode.Scalar("", true, lines.At(colon + 1), new YamlSpan(colon + 1, colon + 1));
            lines.Advance();
            var nested = lines.Indent > indent || (lines.Indent == indent && lines.IsItem);
            return !nested ? absent : lines.IsItem ? List(ref lines, lines.Indent, depth + 1) : Map(ref lines, lines.Indent, depth + 1);
        }
        var value = SimpleYamlInline.Read(in lines, start);
        lines.Advance();
        return lines.Indent > indent ? null : value;
    }

    private static YamlNode.List? List(ref SimpleYamlLines lines, int indent, int depth)
    {
        var at = lines.At(lines.Start);
        var items = ImmutableArray.CreateBuilder<YamlNode>(4);
        while (lines.Indent == indent && lines.IsItem)
        {
            if (depth > Deepest || Item(ref lines, indent, depth) is not { } item)
            {
                return null;
            }
            items.Add(item);
        }
        return lines.Indent > indent ? null : new YamlNode.List(items.DrainToImmutable(), at);
    }

    private static YamlNode? Item(ref SimpleYamlLines lines, int indent, int depth)
    {
        var start = lines.SkipBlanks(lines.Start + 1);
        if (!lines.IsContent(start))
        {
            return null;
        }
        lines.EnterItem(start);
        if (lines.IsItem)
        {
            return null;
        }
        if (lines.TryKey(out _, out _))
        {
            return Map(ref lines, lines.Indent, depth + 1);
        }
        var value = SimpleYamlInline.Read(in lines, start);
        lines.Advance();
        return lines.Indent > indent ? null : value;
    }
}

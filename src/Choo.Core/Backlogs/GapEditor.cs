using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Choo.Core.Specs.Yaml;

namespace Choo.Core.Backlogs;

/// <summary>
/// Closes gaps in the text of a backlog: <c>status</c>, <c>closed_date</c> and <c>closed_commit</c> of one record are written, and every other byte of the
/// file stays: comments, order, quotes, line ends and a byte order mark.
/// </summary>
public static class GapEditor
{
    private const string Done = "done";

    /// <summary>The file with gaps closed; the same bytes when they are done already. Null when a record is not there, was dropped by a person, or is written in a way that choo cannot edit.</summary>
    public static byte[]? Close(ReadOnlySpan<byte> file, IYaml yaml, params IReadOnlyCollection<GapClosing> closings)
    {
        ArgumentNullException.ThrowIfNull(closings);
        ArgumentNullException.ThrowIfNull(yaml);
        var preamble = file.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble : default;
        if (!Utf8.IsValid(file))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(file[preamble.Length..]);
        var records = new GapRecords(text, yaml);
        var edits = new List<(int Start, int End, string Text)>();
        var edited = new List<GapClosing>(closings.Count);
        foreach (var closing in closings)
        {
            if (records.Find(closing.Id) is not { } gap || gap.Find("status")?.Value is not YamlNode.Scalar status)
            {
                return null;
            }

            if (GapWords.Status(status.Text.Trim()) is var now && now != GapStatus.Done)
            {
                if (now == GapStatus.Dropped || !TryEdit(text, gap, closing, edits))
                {
                    return null;
                }

                edited.Add(closing);
            }
        }

        return edited.Count == 0 ? file.ToArray()
            : Applied(text, edits) is var result && AreClosed(new GapRecords(result, yaml), records.Count, edited) ? [.. preamble, .. Encoding.UTF8.GetBytes(result)]
            : null;
    }

    private static ImmutableArray<(string Key, string Value)> FieldsOf(GapClosing closing) =>
        [("closed_date", closing.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("closed_commit", closing.Commit)];

    /// <summary>Adds what is to be put where; false when the record cannot be edited.</summary>
    private static bool TryEdit(string text, YamlNode.Map gap, GapClosing closing, List<(int Start, int End, string Text)> edits)
    {
        var entry = gap.Find("status")!;
        var status = (YamlNode.Scalar)entry.Value;
        if (Replaced(text, status, Done, quoted: false) is not { } closed)
        {
            return false;
        }

        edits.Add(closed);
        var missing = new List<(string Key, string Value)>();
        foreach (var (key, value) in FieldsOf(closing))
        {
            switch (gap.Find(key)?.Value)
            {
                case null:
                    missing.Add((key, value));
                    break;
                case YamlNode.Scalar scalar when Replaced(text, scalar, value, quoted: true) is { } replaced:
                    edits.Add(replaced);
                    break;
                default:
                    return false;
            }
        }

        if (missing.Count > 0)
        {
            edits.Add(text[OffsetOf(text, gap.At.Line, gap.At.Column)] == '{' ? InFlow(text, entry, status, missing) : InBlock(text, entry, status, missing));
        }

        return true;
    }

    private static string Applied(string text, List<(int Start, int End, string Text)> edits)
    {
        var result = new StringBuilder(text.Length + (edits.Count * 64));
        var at = 0;
        foreach (var (start, end, put) in edits.OrderBy(edit => edit.Start).ThenBy(edit => edit.End))
        {
            result.Append(text, at, start - at).Append(put);
            at = end;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>What takes a value's place: in the quotes that it has, in new ones where they are wanted. Null for a block of lines.</summary>
    private static (int Start, int End, string Text)? Replaced(string text, YamlNode.Scalar scalar, string value, bool quoted)
    {
        var (start, end) = (scalar.Span.Start, scalar.Span.End);
        if (scalar.IsPlain)
        {
            var space = start > 0 && text[start - 1] == ':' ? " " : "";
            return (start, end, space + (quoted ? $"'{value}'" : value));
        }

        return text[start] is '"' or '\'' ? (start, end, $"{text[start]}{value}{text[start]}") : null;
    }

    /// <summary>Behind the status in a record between braces, with the quotes that its keys have.</summary>
    private static (int Start, int End, string Text) InFlow(string text, YamlEntry entry, YamlNode.Scalar status, List<(string Key, string Value)> missing)
    {
        var isJson = text[OffsetOf(text, entry.KeyAt.Line, entry.KeyAt.Column)] == '"';
        var put = string.Concat(missing.Select(each => isJson ? $", \"{each.Key}\": \"{each.Value}\"" : $", {each.Key}: '{each.Value}'"));
        return (status.Span.End, status.Span.End, put);
    }

    /// <summary>On lines of their own below that of the status, indented as its key.</summary>
    private static (int Start, int End, string Text) InBlock(string text, YamlEntry entry, YamlNode.Scalar status, List<(string Key, string Value)> missing)
    {
        var end = text.AsSpan(status.Span.End).IndexOfAny('\r', '\n') is >= 0 and var more ? status.Span.End + more : text.Length;
        var indent = new string(' ', entry.KeyAt.Column - 1);
        var lineEnd = LineEndAt(text, end) ?? LineEndAt(text, text.AsSpan().IndexOfAny('\r', '\n')) ?? "\n";
        return (end, end, string.Concat(missing.Select(each => $"{lineEnd}{indent}{each.Key}: '{each.Value}'")));
    }

    private static string? LineEndAt(string text, int at) =>
        at < 0 || at >= text.Length ? null : text.AsSpan(at).StartsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : text[at].ToString();

    /// <summary>Whether the edited text says what it should: who writes a record in an unusual way must not find it broken.</summary>
    private static bool AreClosed(GapRecords records, int count, List<GapClosing> closings) => records.Count == count && closings.TrueForAll(closing =>
        records.Find(closing.Id) is { } gap && Says(gap, "status", Done) && FieldsOf(closing).All(field => Says(gap, field.Key, field.Value)));

    private static bool Says(YamlNode.Map gap, string key, string value) => gap.Find(key)?.Value is YamlNode.Scalar scalar && scalar.Text == value;

    private static int OffsetOf(string text, int line, int column)
    {
        var at = 0;
        for (var passed = 1; passed < line; passed++)
        {
            at += text.AsSpan(at).IndexOfAny('\r', '\n');
            at += text.AsSpan(at).StartsWith("\r\n", StringComparison.Ordinal) ? 2 : 1;
        }

        return at + column - 1;
    }
}

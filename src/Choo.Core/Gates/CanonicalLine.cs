using System.Buffers;
using Choo.Core.Diagnostics;

namespace Choo.Core.Gates;

/// <summary>
/// One line in the form that MSBuild calls canonical, <c>origin(line,col): subcategory error CODE: text [project]</c>, or its
/// cousin of other compilers, <c>file:line:col: error: text</c>. Read by hand: it looks at every line of every gate.
/// </summary>
internal static class CanonicalLine
{
    /// <summary>The code of a message that has none of its own.</summary>
    public const string NoCode = "gate";

    private const int LongestSubcategory = 40;

    private static readonly SearchValues<char> Subcategory =
        SearchValues.Create(" abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    /// <summary>Null when the line is not a diagnostic.</summary>
    public static Diagnostic? Parse(ReadOnlySpan<char> line, WorktreePaths paths)
    {
        for (var from = 0; from < line.Length;)
        {
            var (at, word, severity) = NextWord(line, from);
            if (at < 0)
            {
                break;
            }

            if (ParseAt(line, at, word, severity, paths) is { } found)
            {
                return found;
            }

            from = at + word;
        }

        return ParseGo(line, paths);
    }

    // The go tools name no severity: "./main.go:5:2: undefined: x".
    private static Diagnostic? ParseGo(ReadOnlySpan<char> line, WorktreePaths paths)
    {
        var go = line.IndexOf(".go:");
        var end = go > 0 ? line[go..].IndexOf(": ") : -1;
        if (end < 0 || line[..go].Contains(' '))
        {
            return null;
        }

        var place = Origin.Parse(line[..(go + end)]);
        return place.Line > 0 && place.Name.EndsWith(".go")
            ? new(NoCode, Severity.Error, paths.Relative(place.Name), place.Line, place.Column, line[(go + end + 2)..].Trim().ToString())
            : null;
    }

    private static (int At, int Length, Severity Severity) NextWord(ReadOnlySpan<char> line, int from)
    {
        var error = line[from..].IndexOf("error", StringComparison.Ordinal);
        var warning = line[from..].IndexOf("warning", StringComparison.Ordinal);
        return (error, warning) switch
        {
            ( < 0, < 0) => (-1, 0, Severity.Error),
            ( >= 0, < 0) => (from + error, 5, Severity.Error),
            ( < 0, >= 0) => (from + warning, 7, Severity.Warning),
            _ when error < warning => (from + error, 5, Severity.Error),
            _ => (from + warning, 7, Severity.Warning),
        };
    }

    private static Diagnostic? ParseAt(ReadOnlySpan<char> line, int at, int length, Severity severity, WorktreePaths paths)
    {
        if (!SplitOrigin(line[..at], out var origin) || !SplitText(line[(at + length)..], out var code, out var text))
        {
            return null;
        }

        var place = Origin.Parse(origin);
        if (!IsPlausible(code, place))
        {
            return null;
        }

        var file = place.IsFile ? paths.Relative(place.Name) : null;
        var message = WithoutProject(text).Trim().ToString();
        return new(code.IsEmpty ? NoCode : code.ToString(), severity, file, place.Line, place.Column, message);
    }

    // Before the word: nothing, or an origin, a colon (tsc: a dash) and perhaps a subcategory of a few plain words.
    private static bool SplitOrigin(ReadOnlySpan<char> before, out ReadOnlySpan<char> origin)
    {
        origin = default;
        if (before.IsEmpty)
        {
            return true;
        }

        if (before.EndsWith(" - "))
        {
            origin = before[..^3];
            return true;
        }

        if (before[^1] is not (' ' or ':'))
        {
            return false;
        }

        var colon = before.LastIndexOf(':');
        var subcategory = colon < 0 ? before : before[(colon + 1)..];
        if (subcategory.Length > LongestSubcategory || subcategory.ContainsAnyExcept(Subcategory) || (colon < 0 && !subcategory.IsWhiteSpace()))
        {
            return false;
        }

        origin = colon < 0 ? default : before[..colon];
        return true;
    }

    // After it: a code or none, then a colon and the text. Rust writes error[E0308].
    private static bool SplitText(ReadOnlySpan<char> after, out ReadOnlySpan<char> code, out ReadOnlySpan<char> text)
    {
        code = default;
        text = default;
        if (after.StartsWith("[") && after.IndexOf("]:") is var bracket and > 0)
        {
            code = after[1..bracket];
            text = after[(bracket + 2)..];
            return true;
        }

        var colon = after.IndexOf(':');
        if (colon < 0 || (colon > 0 && after[0] != ' '))
        {
            return false;
        }

        code = after[..colon].Trim();
        text = after[(colon + 1)..];
        return !code.Contains(' ') && (text.IsEmpty || text[0] == ' ');
    }

    // Prose has "error" and colons too: a code has a digit, and what has no code names a place or a tool.
    private static bool IsPlausible(ReadOnlySpan<char> code, in Origin place) => code.IsEmpty
        ? place.Line > 0 || (!place.Name.IsEmpty && !place.Name.Contains(' ')) || place.IsFile
        : code.ContainsAnyInRange('0', '9') || code is "TESTERROR";

    // MSBuild names the project in brackets at the end, perhaps with the target framework.
    private static ReadOnlySpan<char> WithoutProject(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd();
        var open = text.EndsWith("]") ? Opening(text) : -1;
        if (open < 1 || text[open - 1] != ' ')
        {
            return text;
        }

        var inside = text[(open + 1)..^1];
        return inside.Contains("proj", StringComparison.OrdinalIgnoreCase) || inside.Contains(".sln", StringComparison.OrdinalIgnoreCase)
            ? text[..(open - 1)]
            : text;
    }

    // The bracket that the last one closes: a path may have brackets of its own.
    private static int Opening(ReadOnlySpan<char> text)
    {
        var depth = 0;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            depth += text[i] == ']' ? 1 : text[i] == '[' ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }
}

using System.Buffers;

namespace Choo.Core.Shell;

/// <summary>Makes one word of a text, for sh and, where it can be, for cmd.exe too.</summary>
public static class ShellQuote
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+@,:=");

    /// <summary>The text as it is, in double quotes, or, when it holds what sh would expand there, in single quotes.</summary>
    public static string Of(string text)
    {
        if (text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Plain))
        {
            return text;
        }

        return text.AsSpan().ContainsAny("\"$`\\!") ? $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'" : $"\"{text}\"";
    }
}

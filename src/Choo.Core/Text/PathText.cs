using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Choo.Core.Text;

/// <summary>
/// Paths are bytes, for git and for Unix, and need not be UTF-8. As a string such a path holds U+DC80 to U+DCFF for the bytes 80 to FF
/// that are no UTF-8; no other text has these by themselves, so every path comes out as it went in.
/// </summary>
public static class PathText
{
    private const char Escape = '\uDC00';

    /// <summary>A path, or a list of them, out of its bytes.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                length = 1;
                text.Append((char)(Escape + bytes[0]));
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }

    /// <summary>The bytes of a path.</summary>
    public static byte[] Encode(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(path.Length)];
        return bytes[..Encode(path, bytes)];
    }

    /// <summary>The bytes of a path as the system wants them, with a zero at the end.</summary>
    public static byte[] Terminated(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(path.Length) + 1];
        _ = Encode(path, bytes);
        return bytes;
    }

    /// <summary>Writes the bytes of a path; how many there are.</summary>
    public static int Encode(string path, Span<byte> into)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!IsOdd(path))
        {
            return Encoding.UTF8.GetBytes(path, into);
        }

        var written = 0;
        for (var rest = path.AsSpan(); !rest.IsEmpty;)
        {
            if (IsEscape(rest[0]))
            {
                into[written++] = (byte)(rest[0] - Escape);
                rest = rest[1..];
                continue;
            }

            _ = Rune.DecodeFromUtf16(rest, out var rune, out var length);
            written += rune.EncodeToUtf8(into[written..]);
            rest = rest[length..];
        }

        return written;
    }

    /// <summary>Whether a path is no text.</summary>
    public static bool IsOdd(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        for (var i = 0; i < path.Length; i++)
        {
            if (char.IsHighSurrogate(path[i]) && i + 1 < path.Length && char.IsLowSurrogate(path[i + 1]))
            {
                i++;
            }
            else if (IsEscape(path[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A path for people: bytes that are no text as <c>\xFF</c>, and what is too long to be read cut in the middle.</summary>
    public static string Show(string path)
    {
        const int Longest = 400;
        ArgumentNullException.ThrowIfNull(path);
        var shown = IsOdd(path) ? string.Concat(path.EnumerateRunesOrEscapes()) : path;
        return shown.Length <= Longest ? shown : $"{shown[..200]}[{shown.Length - Longest} characters]{shown[^200..]}";
    }

    private static IEnumerable<string> EnumerateRunesOrEscapes(this string path)
    {
        for (var i = 0; i < path.Length; i++)
        {
            if (char.IsHighSurrogate(path[i]) && i + 1 < path.Length && char.IsLowSurrogate(path[i + 1]))
            {
                yield return path.Substring(i++, 2);
            }
            else
            {
                yield return IsEscape(path[i]) ? $"\\x{path[i] - Escape:X2}" : path.Substring(i, 1);
            }
        }
    }

    private static bool IsEscape(char character) => character is >= '\uDC80' and <= '\uDCFF';
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Choo.Adapters.Files;
using Choo.Core.Events;

namespace Choo.Adapters.Journal;

/// <summary>One line of a journal, by its number and its digest.</summary>
internal static class JournalLine
{
    /// <summary>SHA-256 of a line without the line feed, hex.</summary>
    public static string DigestOf(ReadOnlySpan<byte> line) => Convert.ToHexStringLower(SHA256.HashData(line));

    /// <summary>The event of a number whose line has a digest; null when the journal has none such. No other line is parsed.</summary>
    public static RunEvent? Find(string journal, long seq, string digest)
    {
        var begin = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"seq\":{seq},"));
        try
        {
            using var file = PlainFile.OpenStream(journal).Stream;
            var lines = file is null ? null : new JournalLines(file, PlainFile.Large);
            while (lines is not null && lines.TryNext(out var line))
            {
                if (line.Span.StartsWith(begin))
                {
                    return DigestOf(line.Span) == digest ? EventJson.Read(line) : null;
                }
            }
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or InvalidDataException or JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // A journal that cannot be read answers for nothing.
        }

        return null;
    }
}

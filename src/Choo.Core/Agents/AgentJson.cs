using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Choo.Core.Agents;

/// <summary>Reads JSON that others wrote: every accessor answers null instead of throwing.</summary>
internal static class AgentJson
{
    // Tool results with pictures make lines of some megabytes; beyond this it is a flood.
    private const int LongestLine = 32 * 1024 * 1024;

    /// <summary>The object on a line; null when it is none.</summary>
    public static JsonDocument? Parse(ReadOnlySpan<byte> line)
    {
        if (line.Length > LongestLine || line[0] != (byte)'{')
        {
            return null;
        }

        // A truncated character is no reason to lose a turn's last word: it becomes U+FFFD.
        var valid = Utf8.IsValid(line) ? line : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line));
        try
        {
            var reader = new Utf8JsonReader(valid);
            var document = JsonDocument.ParseValue(ref reader);
            if (reader.BytesConsumed == valid.Length)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? Child(this JsonElement element, string name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var child) ? child : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair in the name of a member.
            return null;
        }
    }

    public static string? Text(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.String } child ? child.AsText() : null;

    public static string? AsText(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped: what agents print when they cut a text in the middle of an emoji.
            return element.GetRawText().Trim('"');
        }
    }

    public static long? Number(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.Number } child && child.TryGetDouble(out var value)
            && value is > -9e15 and < 9e15
            ? (long)value
            : null;

    public static decimal? Money(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.Number } child && child.TryGetDecimal(out var value) ? value : null;

    public static bool Flag(this JsonElement element, string name) => element.Child(name) is { ValueKind: JsonValueKind.True };

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name)
    {
        if (element.Child(name) is { ValueKind: JsonValueKind.Array } list)
        {
            foreach (var item in list.EnumerateArray())
            {
                yield return item;
            }
        }
    }
}

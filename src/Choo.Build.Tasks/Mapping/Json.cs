using System.Text.Json;

namespace Choo.Build.Tasks.Mapping;

/// <summary>Reading of fields that may be absent: later engines and older journals differ in them.</summary>
internal static class Json
{
    /// <summary>A text; null when it is absent.</summary>
    public static string? Text(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A number; 0 when it is absent.</summary>
    public static int Number(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : 0;

    /// <summary>Whether a field is true; false when it is absent.</summary>
    public static bool Flag(this JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>An object; null when it is absent.</summary>
    public static JsonElement? Object(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    /// <summary>A list's elements; none when it is absent.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    /// <summary>A list's texts.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement json, string name) => [.. json.List(name).Select(text => text.GetString() ?? "")];

    /// <summary>The object that a line is; null when it is none.</summary>
    public static JsonElement? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using System.Text.Json;

namespace Choo.Testing.MockModel;

/// <summary>Reads what both APIs have in common.</summary>
internal static class RequestText
{
    public static IEnumerable<JsonElement> List(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : [];

    public static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    /// <summary>A content: a text, or a list of blocks with texts.</summary>
    public static string Content(JsonElement message, string name = "content") =>
        Text(message, name) is { Length: > 0 } text
            ? text
            : string.Join('\n', List(message, name).Select(block => Text(block, "text")));
}

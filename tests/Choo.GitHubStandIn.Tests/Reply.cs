using System.Text.Json.Nodes;

namespace Choo.Testing.GitHub.Tests;

/// <summary>What the API answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Text">The body.</param>
/// <param name="Headers">The headers, by names in any case.</param>
internal sealed record Reply(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string Message => Json["message"]!.GetValue<string>();
}

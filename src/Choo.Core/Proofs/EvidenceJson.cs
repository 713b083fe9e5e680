using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Choo.Core.Proofs;

/// <summary>The one serialiser of evidence bundles.</summary>
public static class EvidenceJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document.</summary>
    public static byte[] Write(EvidenceBundle bundle)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            Write(writer, bundle);
        }

        buffer.Write("\n"u8);
        return buffer.ToArray();
    }

    /// <summary>The document as a value of another one.</summary>
    public static void Write(Utf8JsonWriter writer, EvidenceBundle bundle) => JsonSerializer.Serialize(writer, bundle, EvidenceContext.Default.EvidenceBundle);

    /// <summary>Reads a document; throws <see cref="JsonException"/> when it is none of schema 1.</summary>
    public static EvidenceBundle Read(ReadOnlySpan<byte> json)
    {
        var bundle = JsonSerializer.Deserialize(json, EvidenceContext.Default.EvidenceBundle);
        return bundle is { Schema: 1, Changes: not null } && !bundle.Gates.IsDefault ? bundle : throw new JsonException("not an evidence bundle of schema 1");
    }
}

/// <summary>The generated JSON metadata of bundles.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EvidenceBundle))]
internal sealed partial class EvidenceContext : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Choo.Core.Json;

/// <summary>Reads and writes the word, where there may be none.</summary>
/// <typeparam name="T">The values that this choo knows.</typeparam>
internal sealed class OptionalEnumConverter<T> : JsonConverter<OpenEnum<T>?>
    where T : struct, Enum
{
    /// <inheritdoc/>
    public override OpenEnum<T>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } word ? new OpenEnum<T>(word) : null;

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, OpenEnum<T>? value, JsonSerializerOptions options) => writer.WriteStringValue(value?.Text);
}

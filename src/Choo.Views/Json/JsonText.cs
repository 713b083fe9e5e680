using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Choo.Views.Json;

/// <summary>One JSON document with its schema's number.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Prints a document.</summary>
    public static void Print(TextWriter output, Action<Utf8JsonWriter> document)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            document(json);
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>Prints an object whose first property is <c>"schema": 1</c>.</summary>
    public static void PrintObject(TextWriter output, Action<Utf8JsonWriter> properties) => Print(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schema", 1);
        properties(json);
        json.WriteEndObject();
    });

    /// <summary>An array of strings.</summary>
    public static void Write(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}

using System.Text.Json;
using Choo.Core.Diagnostics;
using Choo.Core.Specs;

namespace Choo.Core.Planning;

/// <summary>The document of <c>validate --json</c>, schema 1 (docs/schema/validation.schema.json).</summary>
public static class ValidationJson
{
    /// <summary>Writes the document.</summary>
    public static void Write(Utf8JsonWriter writer, SpecSet specs)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(specs);
        writer.WriteStartObject();
        writer.WriteNumber("schema", 1);
        writer.WriteNumber("units", specs.Units.Length);
        writer.WriteNumber("tasks", specs.TaskCount);
        Write(writer, "diagnostics", specs.Diagnostics);
        writer.WriteEndObject();
    }

    /// <summary>Writes diagnostics as an array of objects, a property of the object under way.</summary>
    public static void Write(Utf8JsonWriter writer, string name, IEnumerable<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(diagnostics);
        writer.WriteStartArray(name);
        foreach (var diagnostic in diagnostics)
        {
            Write(writer, diagnostic);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, Diagnostic diagnostic)
    {
        writer.WriteStartObject();
        writer.WriteString("code", diagnostic.Code);
        writer.WriteString("severity", diagnostic.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" });
        writer.WriteString("file", diagnostic.File);
        writer.WriteNumber("line", diagnostic.Line);
        writer.WriteNumber("column", diagnostic.Column);
        writer.WriteString("message", diagnostic.Message);
        writer.WriteEndObject();
    }
}

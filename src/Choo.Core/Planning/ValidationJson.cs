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
        writer.WriteStartArray("diagnostics");
        foreach (var diagnostic in specs.Diagnostics)
        {
            Write(writer, diagnostic);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Writes one diagnostic as an object.</summary>
    public static void Write(Utf8JsonWriter writer, Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(diagnostic);
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

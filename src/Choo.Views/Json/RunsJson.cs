using System.Globalization;
using System.Text.Json;
using Choo.Core.Diagnostics;
using Choo.Core.Planning;
using Choo.Views.Tables;

namespace Choo.Views.Json;

/// <summary>The document of <c>runs --json</c>; docs/schema/runs.schema.json describes it.</summary>
internal static class RunsJson
{
    /// <summary>Writes the members of the document.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<RunRow> rows, IReadOnlyList<Diagnostic> problems)
    {
        json.WriteStartArray("runs");
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("id", row.Id);
            json.WriteString("began", row.Began.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("target", row.Target);
            json.WriteString("state", row.State);
            json.WriteNumber("units", row.Units);
            json.WriteNumber("complete", row.Counts.Complete);
            json.WriteNumber("failed", row.Counts.Failed);
            json.WriteNumber("blocked", row.Counts.Blocked);
            json.WriteNumber("waiting", row.Counts.Waiting);
            json.WriteNumber("duration_ms", (long)row.Worked.TotalMilliseconds);
            json.WritePropertyName("cost_usd");
            if (row.Cost is { } cost)
            {
                json.WriteNumberValue(cost);
            }
            else
            {
                json.WriteNullValue();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        ValidationJson.Write(json, "problems", problems);
    }
}

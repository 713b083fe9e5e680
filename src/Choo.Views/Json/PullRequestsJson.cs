using System.Text.Json;
using Choo.Views.Lines;

namespace Choo.Views.Json;

/// <summary>The document of <c>pr --json</c>; docs/schema/pr.schema.json describes it.</summary>
internal static class PullRequestsJson
{
    /// <summary>Writes the members of the document.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="run">The run's id; null when there was none.</param>
    /// <param name="rows">Its pull requests.</param>
    public static void Write(Utf8JsonWriter json, string? run, IEnumerable<PullRequestRow> rows)
    {
        json.WriteString("run", run);
        json.WriteStartArray("pull_requests");
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("unit", row.Unit);
            WriteMembers(json, row);
            json.WriteString("branch", row.Branch);
            json.WriteNumber("rounds", row.Rounds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What <c>status --json</c> says of a pull request too.</summary>
    public static void WriteMembers(Utf8JsonWriter json, PullRequestRow row)
    {
        json.WriteNumber("number", row.Number);
        json.WriteString("state", row.State);
        json.WriteString("url", row.Url);
        json.WriteString("review", JsonNamingPolicy.SnakeCaseLower.ConvertName(row.Review.ToString()));
        json.WriteString("waits_for", row.WaitsFor);
    }
}

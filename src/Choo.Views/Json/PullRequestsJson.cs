using System.Text.Json;
using Choo.Core.State;
using Choo.Views.Lines;

namespace Choo.Views.Json;

/// <summary>The document of <c>pr --json</c>; docs/schema/pr.schema.json describes it.</summary>
internal static class PullRequestsJson
{
    /// <summary>Writes the members of the document.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="run">The run; null when there was none.</param>
    /// <param name="rows">Its pull requests.</param>
    public static void Write(Utf8JsonWriter json, RunRecord? run, IEnumerable<PullRequestRow> rows)
    {
        json.WriteString("run", run?.Id);
        WriteFeature(json, run?.State);
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

    /// <summary>The run's feature; null where it has none.</summary>
    public static void WriteFeature(Utf8JsonWriter json, RunState? state)
    {
        if (state?.Started is not { Feature: { } name, FeatureTarget: { } target } started)
        {
            json.WriteNull("feature");
            return;
        }

        json.WriteStartObject("feature");
        json.WriteString("name", name);
        json.WriteString("branch", started.Target);
        json.WriteString("target", target);
        if (state.Feature is { } known)
        {
            json.WriteNumber("number", known.Number);
        }
        else
        {
            json.WriteNull("number");
        }

        json.WriteString("url", state.Feature?.Url);
        json.WriteEndObject();
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

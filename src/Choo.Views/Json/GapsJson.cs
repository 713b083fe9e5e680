using System.Globalization;
using System.Text.Json;
using Choo.Core.Backlogs;
using Choo.Core.Diagnostics;
using Choo.Core.Planning;
using Choo.Core.Priorities;

namespace Choo.Views.Json;

/// <summary>The document of <c>gaps --json</c>; docs/schema/gaps.schema.json describes it.</summary>
internal static class GapsJson
{
    /// <summary>Writes the members of the document: the gaps that may be picked in their order, then the others.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<Gap> picked, IEnumerable<ExcludedGap> others, IReadOnlyList<Diagnostic> problems)
    {
        json.WriteStartArray("gaps");
        foreach (var gap in picked)
        {
            Write(json, gap, []);
        }

        foreach (var other in others)
        {
            Write(json, other.Gap, other.Reasons);
        }

        json.WriteEndArray();
        ValidationJson.Write(json, "problems", problems);
    }

    private static void Write(Utf8JsonWriter json, Gap gap, IReadOnlyCollection<string> reasons)
    {
        json.WriteStartObject();
        json.WriteString("id", gap.Id);
        json.WriteString("title", gap.Title);
        json.WriteString("domain", gap.Domain);
        json.WriteString("priority", gap.Priority is { } priority ? PriorityWords.Of(priority) : null);
        json.WriteString("effort", gap.Effort is { } effort ? PriorityWords.Of(effort) : null);
        json.WriteString("status", gap.StatusWord);
        json.WriteString("kind", GapWords.Kinds[(int)gap.Kind]);
        JsonText.Write(json, "depends_on", gap.DependsOn);
        json.WriteString("description", gap.Description);
        JsonText.Write(json, "criteria", gap.Criteria);
        json.WriteString("opened", DateOf(gap.Opened));
        json.WriteString("closed", DateOf(gap.Closed));
        json.WriteString("file", gap.File);
        json.WriteNumber("line", gap.At.Line);
        json.WriteBoolean("picked", reasons.Count == 0);
        JsonText.Write(json, "reasons", reasons);
        json.WriteEndObject();
    }

    private static string? DateOf(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

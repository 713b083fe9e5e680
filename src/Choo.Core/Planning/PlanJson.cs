using System.Text.Json;
using Choo.Core.Priorities;
using Choo.Core.Specs;

namespace Choo.Core.Planning;

/// <summary>What a plan's reader sees where a spec says nothing: the unit's agent and the task's gate.</summary>
/// <param name="ProviderOf">The agent of a unit.</param>
/// <param name="Backpressure">The default gate's command.</param>
public sealed record PlanDefaults(Func<Unit, string> ProviderOf, string Backpressure);

/// <summary>The document of <c>plan --json</c>, schema 1 (docs/schema/plan.schema.json).</summary>
public static class PlanJson
{
    /// <summary>Writes the document.</summary>
    public static void Write(Utf8JsonWriter writer, Plan plan, PlanDefaults defaults, PlannedFeature? feature = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(defaults);
        writer.WriteStartObject();
        writer.WriteNumber("schema", 1);
        writer.WriteStartArray("units");
        foreach (var unit in plan.Units)
        {
            WriteUnit(writer, unit, plan, defaults);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("levels");
        foreach (var level in plan.Levels)
        {
            WriteTexts(writer, null, level);
        }

        writer.WriteEndArray();
        WriteTexts(writer, "order", plan.Order);
        WriteTexts(writer, "critical_path", plan.CriticalPath);
        WriteFeature(writer, feature);
        writer.WriteEndObject();
    }

    private static void WriteFeature(Utf8JsonWriter writer, PlannedFeature? feature)
    {
        if (feature is null)
        {
            writer.WriteNull("feature");
            return;
        }

        writer.WriteStartObject("feature");
        writer.WriteString("name", feature.Name);
        writer.WriteString("branch", feature.Branch);
        writer.WriteString("target", feature.Target.Length > 0 ? feature.Target : null);
        if (feature.IsNew is { } isNew)
        {
            writer.WriteBoolean("is_new", isNew);
        }
        else
        {
            writer.WriteNull("is_new");
        }

        writer.WriteEndObject();
    }

    private static void WriteUnit(Utf8JsonWriter writer, Unit unit, Plan plan, PlanDefaults defaults)
    {
        writer.WriteStartObject();
        writer.WriteString("id", unit.Id);
        writer.WriteString("path", unit.Path);
        WriteTexts(writer, "depends_on", unit.DependsOn);
        if (plan.LevelOf.TryGetValue(unit.Id, out var level))
        {
            writer.WriteNumber("level", level);
        }
        else
        {
            writer.WriteNull("level");
        }

        writer.WriteString("status", SpecStatusNames.Of(SpecStatusNames.Of(unit)));
        writer.WriteString("provider", defaults.ProviderOf(unit));
        writer.WriteString("priority", PriorityWords.Of(unit.Priority ?? UnitPriority.P2));
        writer.WriteString("effort", PriorityWords.Of(unit.Effort ?? UnitEffort.M));
        WriteTexts(writer, "locks", unit.Locks);
        writer.WriteString("issue", unit.Issue?.ToString());
        writer.WriteStartArray("tasks");
        foreach (var task in unit.Tasks)
        {
            WriteTask(writer, task, defaults);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteTask(Utf8JsonWriter writer, SpecTask task, PlanDefaults defaults)
    {
        writer.WriteStartObject();
        writer.WriteNumber("number", task.Number);
        writer.WriteString("title", task.Title);
        writer.WriteString("file", task.File);
        writer.WriteString("status", SpecStatusNames.Of(task.Status));
        writer.WriteString("backpressure", task.Backpressure ?? defaults.Backpressure);
        writer.WriteStartArray("depends_on");
        foreach (var number in task.DependsOn)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string? name, IEnumerable<string> texts)
    {
        if (name is not null)
        {
            writer.WritePropertyName(name);
        }

        writer.WriteStartArray();
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}

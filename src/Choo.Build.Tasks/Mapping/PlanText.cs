using System.Text;
using System.Text.Json;

namespace Choo.Build.Tasks.Mapping;

/// <summary>A plan as one message of several lines.</summary>
internal static class PlanText
{
    /// <summary>By the event that begins a run.</summary>
    public static string OfRun(JsonElement started) => Of($"choo: the plan of {Path(started)} at {started.Text("base")}", started);

    /// <summary>By the document of <c>plan --json</c>.</summary>
    public static string OfDocument(JsonElement plan) => Of("choo: the plan", plan) + FeatureOf(plan);

    private static string FeatureOf(JsonElement plan) => plan.Object("feature") is { } feature
        ? $"\n  at the end one pull request from {feature.Text("branch")} to {feature.Text("target") ?? "the branch that is checked out"}, where there is a forge"
        : "";

    private static string Path(JsonElement started) => started.Text("tasks_dir") ?? "";

    private static string Of(string heading, JsonElement plan)
    {
        var text = new StringBuilder(heading);
        var units = plan.List("units").ToDictionary(unit => unit.Text("id") ?? "", StringComparer.Ordinal);
        var level = 0;
        foreach (var ids in plan.List("levels"))
        {
            level++;
            foreach (var id in ids.EnumerateArray().Select(id => id.GetString() ?? "").Where(units.ContainsKey))
            {
                Line(text, level, id, units[id]);
            }
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, int level, string id, JsonElement unit)
    {
        var needs = unit.Texts("depends_on");
        text.Append('\n').Append("  ").Append(level).Append(". ").Append(id)
            .Append(": ").Append(unit.List("tasks").Count()).Append(" tasks, ").Append(unit.Text("provider"));
        if (needs.Count > 0)
        {
            text.Append(", after ").AppendJoin(", ", needs);
        }
    }
}

using System.Text.Json;

namespace Choo.Build.Tasks.Mapping;

/// <summary>How each event changes what is known of its unit.</summary>
internal static class UnitFold
{
    public static void Apply(UnitOutcome unit, string type, JsonElement data, DateTimeOffset time, string target)
    {
        switch (type)
        {
            case "unit.queued":
                unit.State = "ready";
                break;
            case "unit.started":
                unit.State = "in_progress";
                unit.Started ??= time;
                break;
            case "unit.verified":
                unit.State = "merging";
                unit.Findings = [];
                break;
            case "task.agent.done":
                unit.Attempts++;
                Pay(unit, data);
                break;
            case "task.validation.fail":
                unit.Findings = [.. FindingsOf(data.Object("evidence"))];
                break;
            case "baseline.fail":
                unit.Findings = [.. data.List("evidence").SelectMany(evidence => FindingsOf(evidence))];
                break;
            case "task.committed" or "baseline.ok":
                unit.Findings = [];
                break;
            case "unit.undone":
                (unit.Ended, unit.State, unit.Commit) = (time, "waiting", "");
                break;
            case "unit.completed" or "unit.failed" or "unit.blocked" or "unit.waiting":
                End(unit, type, data, time, target);
                break;
        }
    }

    private static void End(UnitOutcome unit, string type, JsonElement data, DateTimeOffset time, string target)
    {
        unit.Ended = time;
        unit.State = type == "unit.completed" ? "complete" : type["unit.".Length..];
        unit.BlockedBy = data.Texts("blocked_by");
        if (type == "unit.completed")
        {
            unit.Commit = data.Text("commit") ?? "";
            unit.Branch = data.Text("branch") ?? target;
        }
    }

    private static void Pay(UnitOutcome unit, JsonElement data)
    {
        if (data.Object("outcome")?.Object("usage") is { } usage && usage.TryGetProperty("cost_usd", out var cost) && cost.TryGetDecimal(out var dollars))
        {
            unit.Cost = (unit.Cost ?? 0) + dollars;
        }
    }

    private static IEnumerable<Problem> FindingsOf(JsonElement? evidence) =>
        evidence?.List("diagnostics").Select(Problem.Of) ?? [];
}

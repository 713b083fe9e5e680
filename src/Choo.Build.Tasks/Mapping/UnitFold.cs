using System.Text.Json;

namespace Choo.Build.Tasks.Mapping;

/// <summary>How each event changes what is known of its unit.</summary>
internal static class UnitFold
{
    public static void Apply(UnitOutcome unit, string type, JsonElement data, string target)
    {
        unit.Work.Count(type, data);
        switch (type)
        {
            case "unit.queued" or "unit.returned" or "unit.conflict":
                unit.State = "ready";
                break;
            case "unit.started":
                (unit.State, unit.IsPaused, unit.IsVerified) = ("in_progress", false, false);
                break;
            case "unit.parked":
                unit.IsPaused = true;
                break;
            case "unit.verified":
                (unit.State, unit.IsVerified, unit.Findings) = ("merging", true, []);
                break;
            case "unit.restarted":
                StartOver(unit);
                break;
            case "task.agent.invoke":
                unit.IsPaused = false;
                break;
            case "task.agent.done":
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
                (unit.State, unit.Commit) = ("waiting", "");
                if (!data.Flag("kept"))
                {
                    StartOver(unit);
                }

                break;
            case "unit.pr.pushing":
                unit.IsProposed = true;
                break;
            case "unit.pr.opened" or "unit.pr.updated":
                (unit.State, unit.IsProposed, unit.PullRequestState) = ("pr_open", true, "open");
                unit.PullRequestNumber = data.Number("number");
                unit.PullRequestUrl = data.Text("url") ?? unit.PullRequestUrl;
                break;
            case "unit.pr.merged":
                unit.PullRequestState = "merged";
                break;
            case "unit.pr.review":
                unit.State = data.Text("status") == "pending" ? "pr_open" : "in_review";
                unit.PullRequestState = "open";
                break;
            case "unit.pr.feedback":
                unit.State = "ready";
                break;
            case "unit.pr.outdated":
                unit.State = "merging";
                break;
            case "unit.completed" or "unit.failed" or "unit.blocked" or "unit.waiting":
                End(unit, type, data, target);
                break;
        }
    }

    /// <summary>Whether it takes time: it has a slot, or it lands.</summary>
    public static bool IsWorking(UnitOutcome unit) => unit.State == "merging" || (unit.State == "in_progress" && !unit.IsPaused);

    /// <summary>A run that had ended goes on: verified units queue for landing again, all others start over from what they have.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="retried">The failed unit that alone is retried; null when all are.</param>
    public static void Reopen(UnitOutcome unit, string? retried)
    {
        if (unit.State == "complete" || (unit.State is "failed" or "waiting" && retried is not null && retried != unit.Id))
        {
            return;
        }

        unit.IsVerified = unit.State == "merging" || (unit.IsProposed && unit.State != "pending") || (unit.State == "waiting" && unit.IsVerified);
        (unit.State, unit.IsPaused, unit.BlockedBy) = (unit.IsVerified ? "merging" : "pending", false, []);
    }

    /// <summary>Its spec is another from here on.</summary>
    public static void Respecify(UnitOutcome unit)
    {
        unit.State = "pending";
        StartOver(unit);
    }

    private static void StartOver(UnitOutcome unit)
    {
        unit.IsVerified = false;
        unit.Work.Forget();
    }

    private static void End(UnitOutcome unit, string type, JsonElement data, string target)
    {
        unit.IsPaused = false;
        unit.State = type == "unit.completed" ? "complete" : type["unit.".Length..];
        unit.BlockedBy = data.Texts("blocked_by");
        if (unit.PullRequestNumber is not null && data.Object("diagnostic")?.Text("code") == TaskCodes.PullRequestClosed)
        {
            unit.PullRequestState = "closed";
        }

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

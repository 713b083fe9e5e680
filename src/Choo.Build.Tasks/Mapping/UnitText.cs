using System.Text.Json;

namespace Choo.Build.Tasks.Mapping;

/// <summary>An event of a unit as a line: <c>choo: UNIT: what happened</c>, so that a log can be searched for a unit.</summary>
internal static class UnitText
{
    public static Detail DetailOf(string type) => type switch
    {
        "unit.started" or "unit.completed" or "unit.failed" or "unit.blocked" or "unit.waiting" or "unit.undone" or "unit.pr.opened" or "task.backpressure" => Detail.Unit,
        "task.started" or "task.completed" or "task.retry" or "task.validation.fail" or "unit.verified" or "codereview.issues_found" or "codereview.failed" or "unit.returned" or "unit.conflict" or "unit.pr.updated" or "unit.pr.review" or "unit.pr.feedback" or "unit.pr.outdated" or "unit.pr.queued" or "unit.pr.merged" => Detail.Task,
        _ => Detail.Step,
    };

    public static string Of(string unit, int task, string type, JsonElement data) =>
        task > 0 ? $"choo: {unit}: task {task}: {What(type, data)}" : $"choo: {unit}: {What(type, data)}";

    private static string What(string type, JsonElement data) => type switch
    {
        "unit.started" => $"started, {data.Number("completed_tasks")} of {data.Number("total_tasks")} tasks complete",
        "unit.completed" => $"complete, {Short(data.Text("commit"))}",
        "unit.failed" => $"failed, {data.Object("diagnostic")?.Text("code")}",
        "unit.blocked" => $"blocked by {string.Join(", ", data.Texts("blocked_by"))}",
        "unit.waiting" => $"needs your attention, {data.Object("diagnostic")?.Text("code")}",
        "unit.undone" => $"its landing was undone, {data.Object("diagnostic")?.Text("code")}",
        "unit.restarted" => $"starts again: {data.Text("reason")}",
        "codereview.started" => $"{data.Text("provider")} reviews it",
        "codereview.passed" => "the review found nothing",
        "codereview.issues_found" => $"the review found {data.Number("count")} issues",
        "codereview.fix_attempt" => $"fix turn {data.Number("iteration")} of {data.Number("max_iterations")} for what the review found",
        "codereview.fix_applied" => "a fix of what the review found is committed",
        "codereview.failed" => $"the review was not done: {data.Text("error")}",
        "unit.returned" => "fails the baseline when merged with the target; it gets a fix turn",
        "unit.conflict" => $"conflicts in {string.Join(", ", data.Texts("files"))}",
        "unit.landing" => $"landing {Short(data.Text("tip"))} on {Short(data.Text("onto"))}",
        "unit.merged" => $"merged into {data.Text("target_branch")}, {Short(data.Text("commit"))}",
        "unit.pr.opened" => $"pull request #{data.Number("number")} is open: {data.Text("url")}",
        "unit.pr.updated" => $"pull request #{data.Number("number")} is at {Short(data.Text("commit"))}",
        "unit.pr.review" => $"pull request #{data.Number("number")}: {data.Text("status")}",
        "unit.pr.feedback" => $"pull request #{data.Number("number")}: feedback, round {data.Number("round")}",
        "unit.pr.outdated" => $"pull request #{data.Number("number")} is merged with {Short(data.Text("onto"))} and proved again",
        "unit.pr.queued" => $"pull request #{data.Number("number")} is in the merge queue",
        "unit.pr.merged" => $"pull request #{data.Number("number")} was merged as {Short(data.Text("commit"))}",
        "task.started" => data.Text("title") ?? "started",
        "task.agent.invoke" => $"{data.Text("provider")} started ({data.Text("purpose")}, attempt {data.Number("attempt")})",
        "task.agent.done" => $"{data.Text("provider")} finished: {data.Object("outcome")?.Text("verdict")}",
        "task.backpressure" => $"gate `{data.Text("command")}` started",
        "task.validation.ok" => "gate passed",
        "task.validation.fail" => $"attempt {data.Number("attempt")}: {data.Text("message")}",
        "task.retry" => $"attempt {data.Number("attempt")} follows",
        "task.committed" => $"committed {Short(data.Text("commit"))}, {data.Number("files")} files",
        "task.completed" => $"done after {data.Number("attempts")} attempts",
        "work.saved" => $"saved work under {data.Text("ref")}: {data.Text("reason")}",
        _ => type,
    };

    private static string Short(string? commit) => commit is { Length: > 10 } ? commit[..10] : commit ?? "";
}

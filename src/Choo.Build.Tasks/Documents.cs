using System.Text;
using System.Text.Json;
using Choo.Build.Tasks.Mapping;
using Microsoft.Build.Framework;

namespace Choo.Build.Tasks;

/// <summary>A command of the engine that prints one document with units.</summary>
/// <param name="tell">Where entries go.</param>
/// <param name="conclude">Takes the outcome in a line.</param>
internal sealed class Documents(Action<Entry> tell, Action<string> conclude)
{
    /// <summary>Reads <c>plan --json</c>: shows the plan, and gives its units.</summary>
    public ITaskItem[] Show(Func<Action<string>, int?> start)
    {
        if (Document(start) is not { } plan)
        {
            return [];
        }

        tell(new Said(PlanText.OfDocument(plan), Detail.Outcome));
        conclude($"{Count(plan.List("units").Count(), "unit")} to run in {Count(plan.List("levels").Count(), "stage")}");
        return [.. plan.List("units").Select(unit => new UnitOutcome(unit.Text("id") ?? "")
        {
            State = unit.Text("status") == "complete" ? "complete" : "pending",
            BlockedBy = [],
        }.ToItem(null))];
    }

    /// <summary>Reads <c>status --json</c>: shows how the run stands, and gives its units.</summary>
    public ITaskItem[] ShowStatus(Func<Action<string>, int?> start)
    {
        if (Document(start) is not { } status)
        {
            return [];
        }

        var text = new StringBuilder(status.Text("run") is { } run ? $"choo: run {run}: {status.Text("state")}" : "choo: no run yet; according to the specs:");
        var items = new List<ITaskItem>();
        foreach (var unit in status.List("units"))
        {
            text.Append('\n').Append("  ").Append(unit.Text("id")).Append(": ").Append(unit.Text("state"))
                .Append(", ").Append(unit.Number("tasks_complete")).Append(" of ").Append(unit.Number("tasks_total")).Append(" tasks");
            items.Add(new UnitOutcome(unit.Text("id") ?? "")
            {
                State = unit.Text("state") ?? "",
                Commit = unit.Text("commit") ?? "",
                Work = new() { Attempts = unit.Number("attempts"), FixTurns = unit.Number("fix_turns"), ConflictTurns = unit.Number("conflict_turns") },
                BlockedBy = unit.Texts("blocked_by"),
                PullRequestNumber = unit.Object("pull_request")?.Number("number"),
                PullRequestState = unit.Object("pull_request")?.Text("state") ?? "",
                PullRequestUrl = unit.Object("pull_request")?.Text("url") ?? "",
            }.ToItem(unit.Number("duration_ms") is > 0 and var milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null));
        }

        tell(new Said(text.ToString(), Detail.Outcome));
        conclude(status.Text("run") is { } newest ? $"run {newest}: {status.Text("state")}" : "no run yet");
        return [.. items];
    }

    /// <summary>Reads <c>validate --json</c>.</summary>
    public void ShowProblems(Func<Action<string>, int?> start)
    {
        if (Document(start) is not { } found)
        {
            return;
        }

        foreach (var problem in found.List("diagnostics"))
        {
            tell(Problem.Of(problem));
        }

        conclude($"{Count(found.Number("units"), "unit")}, {Count(found.Number("tasks"), "task")}: {Count(found.List("diagnostics").Count(), "problem")}");
    }

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    private static JsonElement? Document(Func<Action<string>, int?> start)
    {
        var text = new StringBuilder();
        start(line => text.Append(line).Append('\n'));
        return Json.Parse(text.ToString());
    }
}

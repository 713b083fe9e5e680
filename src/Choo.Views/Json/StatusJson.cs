using System.Text.Json;
using Choo.Core.Agents;
using Choo.Core.Events;
using Choo.Core.Priorities;
using Choo.Core.State;
using Choo.Views.Lines;
using Choo.Views.Tables;

namespace Choo.Views.Json;

/// <summary>The document of <c>status --json</c>; docs/schema/status.schema.json describes it.</summary>
internal static class StatusJson
{
    /// <summary>Writes the members of the document.</summary>
    public static void Write(Utf8JsonWriter json, RunRecord? run, IReadOnlyList<UnitView> units)
    {
        json.WriteString("run", run?.Id);
        json.WriteString("state", run?.StateName ?? "none");
        json.WriteString("reason", (run?.State.End as RunFailed)?.Reason?.Message);
        json.WriteNumber("starts", run?.State.Starts ?? 0);
        json.WriteNumber("duration_ms", Milliseconds(run?.State.Worked));
        WriteUsage(json, run is null ? AgentUsage.None : Effort.Of(run.State).Usage);
        JsonText.Write(json, "parked", [.. (run?.State.Providers.Paused ?? []).Select(paused => paused.Provider)]);
        PullRequestsJson.WriteFeature(json, run?.State);
        json.WriteStartArray("units");
        foreach (var unit in units)
        {
            WriteUnit(json, unit);
        }

        json.WriteEndArray();
    }

    private static void WriteUnit(Utf8JsonWriter json, UnitView unit)
    {
        json.WriteStartObject();
        json.WriteString("id", unit.Id);
        json.WriteString("state", unit.State);
        json.WriteNumber("tasks_complete", unit.Complete);
        json.WriteNumber("tasks_total", unit.Tasks.Length);
        json.WriteNumber("attempts", unit.Effort?.Attempts ?? 0);
        json.WriteNumber("fix_turns", unit.Effort?.FixTurns ?? 0);
        json.WriteNumber("conflict_turns", unit.Effort?.ConflictTurns ?? 0);
        json.WriteNumber("turns", unit.Turns);
        json.WriteNumber("duration_ms", Milliseconds(unit.Effort?.Time));
        WriteUsage(json, unit.Effort?.Usage ?? AgentUsage.None);
        json.WriteString("commit", unit.Commit);
        JsonText.Write(json, "blocked_by", unit.BlockedBy);
        json.WriteString("priority", PriorityWords.Of(unit.Priority));
        json.WriteString("effort", PriorityWords.Of(unit.Estimate));
        JsonText.Write(json, "locks", unit.Locks);
        json.WriteString("issue", unit.Issue);
        WriteLock(json, unit.WaitsFor);
        WritePullRequest(json, unit.PullRequest);
        json.WriteStartArray("tasks");
        foreach (var task in unit.Tasks)
        {
            WriteTask(json, task);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLock(Utf8JsonWriter json, (string Lock, string HeldBy)? waits)
    {
        if (waits is not { } held)
        {
            json.WriteNull("waits_for_lock");
            return;
        }

        json.WriteStartObject("waits_for_lock");
        json.WriteString("lock", held.Lock);
        json.WriteString("held_by", held.HeldBy);
        json.WriteEndObject();
    }

    private static void WritePullRequest(Utf8JsonWriter json, PullRequestRow? row)
    {
        if (row is null)
        {
            json.WriteNull("pull_request");
            return;
        }

        json.WriteStartObject("pull_request");
        PullRequestsJson.WriteMembers(json, row);
        json.WriteEndObject();
    }

    private static void WriteTask(Utf8JsonWriter json, TaskView task)
    {
        json.WriteStartObject();
        json.WriteNumber("task", task.Number);
        json.WriteString("title", task.Title);
        json.WriteString("file", task.File);
        json.WriteBoolean("complete", task.Complete);
        json.WriteNumber("attempts", task.Work.Attempts);
        json.WriteNumber("turns", task.Work.Turns);
        json.WriteNumber("duration_ms", task.Work.DurationMs);
        WriteUsage(json, task.Work.Usage);
        json.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter json, AgentUsage usage)
    {
        json.WriteNumber("input_tokens", usage.InputTokens);
        json.WriteNumber("output_tokens", usage.OutputTokens);
        if (usage.CostUsd is { } cost)
        {
            json.WriteNumber("cost_usd", cost);
        }
        else
        {
            json.WriteNull("cost_usd");
        }
    }

    private static long Milliseconds(TimeSpan? time) => (long)(time?.TotalMilliseconds ?? 0);
}

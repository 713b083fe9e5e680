using System.Globalization;
using System.Text.Json;
using Choo.Core.State;
using Microsoft.Build.Framework;

namespace Choo.Build.Tasks.Mapping;

/// <summary>What a run's events come to: entries for the log, and what is known of each unit. One line of the stream after the other.</summary>
internal sealed class RunEvents
{
    private readonly SortedDictionary<string, UnitOutcome> units = new(StringComparer.Ordinal);
    private string target = "";
    private IReadOnlyList<Problem> ofTarget = [];
    private DateTimeOffset newest;
    private string? retried;

    /// <summary>The units so far, ordinal by id.</summary>
    public IReadOnlyCollection<UnitOutcome> Units => units.Values;

    /// <summary>The units as items, as of the newest event.</summary>
    public ITaskItem[] ToItems() => [.. units.Values.Select(unit => unit.ToItem(unit.Work.Until(newest)))];

    /// <summary>Whether the stream contained how the run ended.</summary>
    public bool Ended { get; private set; }

    /// <summary>How the run ended, in a line; null before.</summary>
    public string? Summary { get; private set; }

    /// <summary>Takes one event.</summary>
    public IEnumerable<Entry> Take(JsonElement e)
    {
        var type = e.Text("type") ?? "";
        var data = e.Object("data") ?? e;
        var time = TimeOf(e);
        if (e.Text("unit") is not { } id)
        {
            TakeTime(type, data, time);
            newest = time > newest ? time : newest;
            return OfRun(type, e, data);
        }

        if (!units.TryGetValue(id, out var unit))
        {
            units[id] = unit = new UnitOutcome(id);
        }

        newest = time > newest ? time : newest;
        UnitFold.Apply(unit, type, data, target);
        unit.Work.Pass(UnitFold.IsWorking(unit), time);
        return [new Said(UnitText.Of(id, e.Number("task"), type, data), UnitText.DetailOf(type)), .. Problems(unit, type, data)];
    }

    private static DateTimeOffset TimeOf(JsonElement e) =>
        DateTimeOffset.TryParse(e.Text("time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : default;

    /// <summary>Nothing is worked on between an end of the run and the event that it goes on with.</summary>
    private void TakeTime(string type, JsonElement data, DateTimeOffset time)
    {
        switch (type)
        {
            case "orch.completed" or "orch.failed" or "orch.interrupted":
                ForEach(unit => unit.Work.Pass(false, time));
                break;
            case "orch.resumed":
                // A run that was killed has no end: it worked at least until its newest event.
                ForEach(unit => unit.Work.Pass(false, newest));
                retried = data.Text("retry");
                Reopen(time);
                break;
            case "specs.updated":
                foreach (var gone in data.Texts("gone"))
                {
                    units.Remove(gone);
                }

                foreach (var id in data.List("changed").Select(change => change.Object("unit")?.Text("id")))
                {
                    if (id is not null && units.TryGetValue(id, out var unit))
                    {
                        UnitFold.Respecify(unit);
                    }
                }

                Reopen(time);
                break;
        }
    }

    private void Reopen(DateTimeOffset time) => ForEach(unit =>
    {
        UnitFold.Reopen(unit, retried);
        unit.Work.Pass(UnitFold.IsWorking(unit), time);
    });

    private void ForEach(Action<UnitOutcome> change)
    {
        foreach (var unit in units.Values)
        {
            change(unit);
        }
    }

    private static IEnumerable<Entry> Problems(UnitOutcome unit, string type, JsonElement data) => (type, data.Object("diagnostic")) switch
    {
        ("unit.failed", { } problem) => [Problem.Of(problem) with { Concern = Concern.Failed }, Next(unit, problem), .. unit.Findings.Select(finding => Marked(finding, unit.Id))],
        ("unit.waiting" or "unit.undone", { } problem) => [Problem.Of(problem) with { Concern = Concern.Blocked }, Next(unit, problem)],
        ("unit.blocked", { } problem) => [Problem.Of(problem) with { Concern = Concern.Blocked }],
        ("diagnostic", { } problem) => [Problem.Of(problem)],
        _ => [],
    };

    /// <summary>What helps, as the tool itself says it.</summary>
    private static Said Next(UnitOutcome unit, JsonElement problem)
    {
        var step = NextStep.Of(problem.Text("code"), unit.Id);
        return new($"choo: {unit.Id}: next: {(step.Before is null ? "" : $"{step.Before}, then ")}`{step.Command}`", Detail.Unit);
    }

    /// <summary>A compiler's own diagnostic: a reader must see which unit's work it is about.</summary>
    private static Problem Marked(Problem finding, string unit) =>
        finding with { Message = $"{finding.Message} [unit {unit}]", Concern = Concern.Failed };

    private IEnumerable<Entry> OfRun(string type, JsonElement e, JsonElement data)
    {
        switch (type)
        {
            case "orch.started":
                return Begin(e, data);
            case "orch.resumed":
                return [new Said($"choo: run {e.Text("run")} continues", Detail.Unit)];
            case "specs.updated":
                return [new Said(
                    $"choo: specs re-read: {string.Join(", ", data.List("changed").Select(change => change.Object("unit")?.Text("id")).Concat(data.Texts("gone").Select(id => $"{id} was removed")))}", Detail.Unit)];
            case "feature.pr.opened" or "feature.pr.updated":
                return [new Said($"choo: pull request #{data.Number("number")} from {data.Text("branch")} to {data.Text("target")}: {data.Text("url")}", Detail.Unit)];
            case "units.added":
                return Add(data);
            case "diagnostic" when data.Object("diagnostic") is { } problem:
                return [Problem.Of(problem)];
            case "baseline.fail":
                // Told only when the run ends because of it: a red target may be allowed.
                ofTarget = [.. data.List("evidence").SelectMany(evidence => evidence.List("diagnostics")).Select(Problem.Of)];
                return [new Said("choo: the baseline fails on the target", Detail.Task)];
            case "orch.completed" or "orch.failed" or "orch.interrupted":
                Ended = true;
                return End(type, e, data);
            default:
                return [new Said($"choo: {type}", Detail.Step)];
        }
    }

    private IEnumerable<Entry> Begin(JsonElement e, JsonElement data)
    {
        target = data.Text("target") ?? "";
        Join(data);
        var noMerge = data.Flag("no_merge");
        yield return new Said($"choo: run {e.Text("run")} {(noMerge ? "from" : "onto")} {target}: {units.Count} unit{(units.Count == 1 ? "" : "s")}, {data.Number("parallelism")} at a time", Detail.Unit);
        yield return new Said(PlanText.OfRun(data), Detail.Step);
    }

    private IEnumerable<Entry> Add(JsonElement data) =>
        [new Said($"choo: added to the run: {string.Join(", ", Join(data))}", Detail.Unit)];

    /// <summary>The planned units of an event are units of the run; their ids.</summary>
    private List<string> Join(JsonElement data)
    {
        var ids = data.List("units").Select(planned => planned.Text("id") ?? "").ToList();
        foreach (var id in ids)
        {
            units[id] = new UnitOutcome(id);
        }

        return ids;
    }

    private IEnumerable<Entry> End(string type, JsonElement e, JsonElement data)
    {
        var seconds = (data.Number("duration_ms") / 1000.0).ToString("0.0", CultureInfo.InvariantCulture);
        var run = e.Text("run") is { } id ? $" (run {id})" : "";
        Summary = type switch
        {
            "orch.completed" => $"{data.Number("complete")} complete in {seconds} s{run}",
            "orch.failed" => $"{data.Number("complete")} complete, {data.Number("failed")} failed, {data.Number("blocked")} blocked, {data.Number("waiting")} waiting in {seconds} s{run}",
            _ => $"interrupted ({data.Text("signal")}): run the same target again to continue{run}",
        };
        if (type == "orch.failed" && data.Object("reason") is { } reason)
        {
            yield return Problem.Of(reason);
            foreach (var problem in ofTarget)
            {
                yield return problem;
            }
        }
    }
}

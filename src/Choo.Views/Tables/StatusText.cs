using Choo.Views.Text;

namespace Choo.Views.Tables;

/// <summary>A run's state as text with bars.</summary>
internal static class StatusText
{
    private const int Cells = 20;

    /// <summary>The lines below the heading.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<UnitView> units, Paint paint, int width)
    {
        var ids = units.Select(unit => Columns.Width(unit.Id)).DefaultIfEmpty().Max();
        ids = Math.Min(ids, Math.Max(8, width - 50));
        foreach (var unit in units)
        {
            yield return Line(unit, ids, paint);
            if (unit.PullRequest is { } proposed)
            {
                yield return $"    {proposed.Line}";
            }

            foreach (var task in unit.State == "complete" ? [] : unit.Tasks)
            {
                yield return $"    {Symbol(unit, task)} #{task.Number} {(task.Title.Length > 0 ? task.Title : task.File)}";
            }
        }

        yield return "";
        yield return $"Units: {units.Count}{Counts(units)}";
        var tasks = units.Sum(unit => unit.Tasks.Length);
        var complete = units.Sum(unit => unit.Complete);
        yield return $"Tasks: {tasks} ({complete} complete, {tasks - complete} to do)";
    }

    private static string Line(UnitView unit, int ids, Paint paint)
    {
        var cells = unit.Tasks.Length == 0 ? 0 : unit.Complete * Cells / unit.Tasks.Length;
        var bar = new string('█', cells) + new string('░', Cells - cells);
        var tone = ToneOf(unit.State);
        var more = unit switch
        {
            { BlockedBy.Length: > 0 } => $" by {string.Join(", ", unit.BlockedBy)}",
            { State: "complete", Commit: not null } => $" {Amounts.Commit(unit.Commit)}",
            { Doing.Length: > 0 } => $" ({unit.Doing})",
            _ => "",
        };
        return $"{Columns.Fit(unit.Id, ids)}  [{paint.In(tone, bar)}] {$"{unit.Complete}/{unit.Tasks.Length}",5}  {paint.In(tone, unit.State)}{more}";
    }

    private static string Symbol(UnitView unit, TaskView task) =>
        task.Complete ? "✓" : !task.AtHand ? "○" : unit.State == "failed" ? "✗" : "→";

    private static Tone ToneOf(string state) => state switch
    {
        "complete" => Tone.Good,
        "failed" => Tone.Bad,
        "blocked" or "waiting" => Tone.Warning,
        "pending" => Tone.Faint,
        _ => Tone.Plain,
    };

    private static string Counts(IReadOnlyList<UnitView> units)
    {
        string[] order = ["complete", "in_progress", "merging", "pr_open", "in_review", "ready", "pending", "failed", "blocked", "waiting"];
        var counts = order
            .Select(state => (State: state, Count: units.Count(unit => unit.State == state)))
            .Where(pair => pair.Count > 0)
            .Select(pair => $"{pair.Count} {pair.State.Replace('_', ' ')}")
            .ToArray();
        return counts.Length == 0 ? "" : $" ({string.Join(", ", counts)})";
    }
}

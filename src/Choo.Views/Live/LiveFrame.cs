using System.Collections.Immutable;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Views.Live;

/// <summary>One line of the live region.</summary>
/// <param name="Tone">Its colour.</param>
/// <param name="Text">Its text, not longer than the width.</param>
internal readonly record struct LiveLine(Tone Tone, string Text);

/// <summary>Everything the live region shows at one moment.</summary>
internal sealed record LiveFrame
{
    private const int MostDiagnostics = 3;
    private const int PhaseWidth = 18;

    /// <summary>The units that are under way, oldest first.</summary>
    public ImmutableArray<LiveRow> Rows { get; init; } = [];

    /// <summary>Whether the one row is the target's and no unit's.</summary>
    public bool IsProvingTarget { get; init; }

    /// <summary>The first of the units that have not started, with what they wait for.</summary>
    public ImmutableArray<LiveRow> Waiting { get; init; } = [];

    /// <summary>How many have not started.</summary>
    public int WaitingCount { get; init; }

    /// <summary>How many units there are.</summary>
    public int Units { get; init; }

    /// <summary>How many units are in each state.</summary>
    public RunCounts Counts { get; init; } = new(0, 0, 0, 0);

    /// <summary>When the run (or its resume) began.</summary>
    public DateTimeOffset Began { get; init; }

    /// <summary>What the run cost so far.</summary>
    public decimal? Cost { get; init; }

    /// <summary>The last diagnostics, oldest first.</summary>
    public ImmutableArray<string> Diagnostics { get; init; } = [];

    /// <summary>Providers that are paused.</summary>
    public ImmutableArray<ProviderPaused> Paused { get; init; } = [];

    /// <summary>Whether a person asked to stop.</summary>
    public bool Stopping { get; init; }

    /// <summary>The lines at a moment, each in at most <paramref name="width"/> columns, at most <paramref name="height"/> of them.</summary>
    public IReadOnlyList<LiveLine> Lines(DateTimeOffset now, int width, int height)
    {
        var lines = new List<LiveLine>();
        var diagnostics = Diagnostics.TakeLast(Math.Clamp(height - 4, 0, MostDiagnostics)).ToList();
        var room = Math.Max(1, height - 1 - diagnostics.Count - Paused.Length);
        var shown = Rows.Length <= room ? Rows.Length : Math.Max(0, room - 1);
        var waiting = WaitingShown(room - shown);
        var ids = Math.Clamp(Rows.Take(shown).Concat(Waiting.Take(waiting)).Select(row => Columns.Width(row.Id)).DefaultIfEmpty().Max(), 8, Math.Max(8, width / 3));
        foreach (var row in Rows.Take(shown))
        {
            lines.Add(new LiveLine(row.Attempt > 1 ? Tone.Warning : Tone.Plain, Columns.Cut(Line(row, ids, now), width)));
        }

        if (shown < Rows.Length)
        {
            lines.Add(new LiveLine(Tone.Faint, Columns.Cut($"... and {Rows.Length - shown} more", width)));
        }

        lines.AddRange(Waiting.Take(waiting).Select(row => new LiveLine(Tone.Faint, Columns.Cut($"{Columns.Fit(row.Id, ids)}  {row.Tasks,5}      {OneLine.Of(row.Phase)}", width))));
        if (waiting > 0 && waiting < WaitingCount)
        {
            lines.Add(new LiveLine(Tone.Faint, Columns.Cut($"... and {WaitingCount - waiting} more waiting", width)));
        }

        lines.AddRange(Paused.Select(paused => new LiveLine(Tone.Warning, Columns.Cut(OneLine.Of(ProviderText.Of(paused, now)), width))));
        lines.AddRange(diagnostics.Select(text => new LiveLine(Tone.Bad, Columns.Cut(OneLine.Of(text), width))));
        lines.Add(new LiveLine(Stopping ? Tone.Warning : Tone.Good, Columns.Cut(Totals(now), width)));
        return lines;
    }

    /// <summary>How many waiting units have a row, where a last one says how many more there are.</summary>
    private int WaitingShown(int room)
    {
        var most = Math.Min(room, Waiting.Length);
        return most == WaitingCount || most < room ? most : Math.Max(0, most - 1);
    }

    private static string Line(LiveRow row, int ids, DateTimeOffset now)
    {
        var task = row.Task is { } number and > 0 ? $"#{number}" : "";
        var attempt = row.Attempt > 1 ? $" attempt {row.Attempt}" : "";
        var line = $"{Columns.Fit(row.Id, ids)}  {row.Tasks,5} {task,-4} {Columns.Fit(row.Phase, PhaseWidth)} {Amounts.Clock(now - row.Since),5}{attempt}";
        return row.Activity.Length == 0 ? line : $"{line}  {OneLine.Of(row.Activity)}";
    }

    private string Totals(DateTimeOffset now)
    {
        if (Units == 0)
        {
            return $"{Amounts.Clock(now - Began)}  starting";
        }

        var cost = Cost is null ? "" : $", {Amounts.Cost(Cost)}";
        var stopping = Stopping ? "stopping: " : "";
        return $"{Amounts.Clock(now - Began)}  {stopping}{RunTotals.Of(Counts, Units)}, {(IsProvingTarget ? 0 : Rows.Length)} under way{(WaitingCount > 0 ? $", {WaitingCount} waiting" : "")}{cost}";
    }
}

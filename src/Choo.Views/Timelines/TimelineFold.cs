using System.Collections.Immutable;
using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Views.Timelines;

/// <summary>Folds a run's events into its timeline. Costs what an event changes, not what there is.</summary>
internal sealed class TimelineFold
{
    private readonly Dictionary<string, List<TimelineSpan>> spans = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Activity Activity, DateTimeOffset Since)> open = new(StringComparer.Ordinal);
    private readonly List<(DateTimeOffset From, DateTimeOffset Until)> starts = [];
    private DateTimeOffset last;

    /// <summary>Takes in an event, after the state took it in.</summary>
    public void Take(RunEvent e, RunState state)
    {
        switch (e.Data)
        {
            case RunStarted:
                starts.Add((e.Time, e.Time));
                LookAtAll(e.Time, state);
                break;
            case RunResumed:
                // A run that was killed has no end: it went on at least until its newest event.
                End(last);
                starts.Add((e.Time, e.Time));
                LookAtAll(e.Time, state);
                break;
            case RunCompleted or RunFailed or RunInterrupted:
                End(e.Time);
                break;
            case ProviderPaused or ProviderResumed or SpecsUpdated or UnitsAdded:
                LookAtAll(e.Time, state);
                break;
            case not null when e.Unit is { } id && state.End is null && state.StateOf(id) is not null:
                LookAt(state.Unit(id), e.Time, state);
                break;
        }

        last = e.Time > last ? e.Time : last;
        if (state.End is null && starts is [.., var current])
        {
            starts[^1] = (current.From, last);
        }
    }

    /// <summary>The timeline up to the newest event.</summary>
    public RunTimeline ToTimeline(RunState state)
    {
        var critical = CriticalUnits.Of(state).ToHashSet(StringComparer.Ordinal);
        var rows = state.Units.Select(unit => new TimelineRow(unit.Id, SpansOf(unit.Id)) { IsCritical = critical.Contains(unit.Id) });
        return new RunTimeline(
            new TimeAxis([.. starts]),
            [.. rows.OrderBy(row => row.Spans.Where(span => !Activities.IsIdle(span.Activity)).Select(span => span.From).DefaultIfEmpty(DateTimeOffset.MaxValue).First())]);
    }

    private ImmutableArray<TimelineSpan> SpansOf(string unit)
    {
        List<TimelineSpan> all = [.. spans.GetValueOrDefault(unit) ?? []];
        if (open.TryGetValue(unit, out var current) && last > current.Since)
        {
            all.Add(new TimelineSpan(current.Activity, current.Since, last));
        }

        return [.. all];
    }

    private void LookAtAll(DateTimeOffset now, RunState state)
    {
        foreach (var unit in state.Units)
        {
            LookAt(unit, now, state);
        }
    }

    private void LookAt(UnitProgress unit, DateTimeOffset now, RunState state)
    {
        var activity = Activities.Of(unit, state);
        if (open.TryGetValue(unit.Id, out var current) && current.Activity == activity)
        {
            return;
        }

        Close(unit.Id, now);
        if (activity is { } next)
        {
            open[unit.Id] = (next, now);
        }
    }

    private void End(DateTimeOffset now)
    {
        foreach (var unit in open.Keys.ToArray())
        {
            Close(unit, now);
        }

        if (starts is [.., var current])
        {
            starts[^1] = (current.From, now > current.From ? now : current.From);
        }
    }

    private void Close(string unit, DateTimeOffset now)
    {
        if (!open.Remove(unit, out var current) || now <= current.Since)
        {
            return;
        }

        if (!spans.TryGetValue(unit, out var known))
        {
            spans[unit] = known = [];
        }

        known.Add(new TimelineSpan(current.Activity, current.Since, now));
    }
}

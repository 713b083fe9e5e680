namespace Choo.Views.Timelines;

/// <summary>A piece of a row as it is drawn.</summary>
/// <param name="Activity">What the time went to.</param>
/// <param name="X">Where it begins, in steps.</param>
/// <param name="Width">How many steps it has, at least 1.</param>
internal readonly record struct TimelineBar(Activity Activity, int X, int Width)
{
    /// <summary>The pieces of a row, at most so many as there are steps: what is shorter than a step and alone there is drawn as one.</summary>
    public static IEnumerable<TimelineBar> Of(TimelineRow row, TimeAxis axis, int steps)
    {
        var cells = Cells(row, axis, steps);
        for (var x = 0; x < steps;)
        {
            var end = x + 1;
            while (end < steps && cells[end] == cells[x])
            {
                end++;
            }

            if (cells[x] is { } activity)
            {
                yield return new TimelineBar(activity, x, end - x);
            }

            x = end;
        }
    }

    /// <summary>What most of the row's time went to in each step; waiting only where there was nothing else.</summary>
    private static Activity?[] Cells(TimelineRow row, TimeAxis axis, int steps)
    {
        var counts = new int[steps, Activities.All.Count];
        foreach (var span in row.Spans.Where(axis.Shows))
        {
            var from = Math.Min(steps - 1, (int)(axis.Part(span.From) * steps));
            var until = Math.Max(from + 1, (int)Math.Round(axis.Part(span.Until) * steps));
            for (var x = from; x < until; x++)
            {
                counts[x, (int)span.Activity]++;
            }
        }

        var cells = new Activity?[steps];
        for (var x = 0; x < steps; x++)
        {
            var at = x;
            var best = Activities.All.Where(activity => counts[at, (int)activity] > 0).OrderBy(Activities.IsIdle).ThenByDescending(activity => counts[at, (int)activity]).Cast<Activity?>().FirstOrDefault();
            cells[x] = best;
        }

        return cells;
    }
}

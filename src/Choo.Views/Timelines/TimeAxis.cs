using System.Collections.Immutable;

namespace Choo.Views.Timelines;

/// <summary>The time of a run without what lies between its starts: a night between an interruption and the resume takes no room.</summary>
/// <param name="starts">Begin and end of each start of the run, oldest first.</param>
internal sealed class TimeAxis(ImmutableArray<(DateTimeOffset From, DateTimeOffset Until)> starts)
{
    /// <summary>How long all starts were together, at least a millisecond.</summary>
    public TimeSpan Length { get; } = TimeSpan.FromMilliseconds(Math.Max(1, starts.Sum(start => Math.Max(0, (start.Until - start.From).TotalMilliseconds))));

    /// <summary>How much of the run's time lies before it.</summary>
    public TimeSpan Offset { get; private init; }

    /// <summary>Where the run was continued, as parts of the whole between 0 and 1.</summary>
    public IEnumerable<double> Resumes => starts.Skip(1).Select(start => Part(start.From));

    /// <summary>Where a moment is, as a part of the whole between 0 and 1.</summary>
    public double Part(DateTimeOffset moment) => Math.Clamp(Before(moment) / Length, 0, 1);

    /// <summary>Whether any of a span lies within it.</summary>
    public bool Shows(TimelineSpan span) => starts.Any(start => span.From < start.Until && span.Until > start.From);

    /// <summary>The part of it between two moments; all of it where there is nothing between them.</summary>
    public TimeAxis Between(DateTimeOffset from, DateTimeOffset until)
    {
        var within = starts.Select(start => (From: start.From > from ? start.From : from, Until: start.Until < until ? start.Until : until)).Where(start => start.Until > start.From).ToImmutableArray();
        return within.IsEmpty ? this : new TimeAxis(within) { Offset = Offset + Before(from) };
    }

    private TimeSpan Before(DateTimeOffset moment)
    {
        var before = TimeSpan.Zero;
        foreach (var (from, until) in starts)
        {
            if (moment < from)
            {
                break;
            }

            before += (moment < until ? moment : until > from ? until : from) - from;
        }

        return before;
    }
}

using System.Collections.Immutable;
using Choo.Views.Text;

namespace Choo.Views.Timelines;

/// <summary>The time of a unit, or of several that are drawn as one.</summary>
/// <param name="Label">The unit's id, or the stages that are drawn as one; any characters.</param>
/// <param name="Spans">What the time went to, oldest first.</param>
internal sealed record TimelineRow(string Label, ImmutableArray<TimelineSpan> Spans)
{
    /// <summary>Whether it is on the critical path.</summary>
    public bool IsCritical { get; init; }

    /// <summary>How long each activity took, in the order of a unit's life; only those that took any.</summary>
    public IEnumerable<(Activity Activity, TimeSpan Time)> Totals => Spans.GroupBy(span => span.Activity).OrderBy(group => group.Key)
        .Select(group => (group.Key, TimeSpan.FromTicks(group.Sum(span => span.Length.Ticks)))).Where(total => total.Item2 > TimeSpan.Zero);

    /// <summary><c>agent 1:20, gate 0:12</c>; what took less than a second is left out.</summary>
    public string Words => string.Join(", ", Totals.Where(total => total.Time >= TimeSpan.FromSeconds(1)).Select(total => $"{Activities.Name(total.Activity)} {Amounts.Clock(total.Time)}")) is { Length: > 0 } words ? words : "less than a second";
}

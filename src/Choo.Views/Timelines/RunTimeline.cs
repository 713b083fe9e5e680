using System.Collections.Immutable;

namespace Choo.Views.Timelines;

/// <summary>Who waited for what in a run, and when.</summary>
/// <param name="Axis">The run's time.</param>
/// <param name="Rows">The units, those first that began first.</param>
internal sealed record RunTimeline(TimeAxis Axis, ImmutableArray<TimelineRow> Rows);

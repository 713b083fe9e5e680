namespace Choo.Views.Timelines;

/// <summary>A stretch of a unit's time.</summary>
/// <param name="Activity">What it went to.</param>
/// <param name="From">Its begin.</param>
/// <param name="Until">Its end.</param>
internal readonly record struct TimelineSpan(Activity Activity, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>How long it is; never less than nothing, also when the clock was set back.</summary>
    public TimeSpan Length => Until > From ? Until - From : TimeSpan.Zero;
}

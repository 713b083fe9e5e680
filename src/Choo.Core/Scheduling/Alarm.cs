namespace Choo.Core.Scheduling;

/// <summary>One timer that wakes the loop when the next thing is due. Nothing polls.</summary>
internal sealed class Alarm(TimeProvider clock, Action wake) : IDisposable
{
    private ITimer? timer;

    /// <summary>Wakes the loop after a time, at once when it is over; null sets nothing.</summary>
    public void Set(TimeSpan? after)
    {
        if (after is not { } wait)
        {
            return;
        }

        if (wait > TimeSpan.Zero)
        {
            timer ??= clock.CreateTimer(_ => wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
        else
        {
            wake();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => timer?.Dispose();
}

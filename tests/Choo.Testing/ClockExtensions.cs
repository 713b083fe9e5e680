using Microsoft.Extensions.Time.Testing;

namespace Choo.Testing;

/// <summary>What tests do with a clock that they move themselves.</summary>
public static class ClockExtensions
{
    /// <summary>Moves on, second by second, until something happens.</summary>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider clock, Task task)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(task);
        while (!task.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(task, Task.Delay(10)).ConfigureAwait(false);
        }
    }
}

using Choo.Views.Lines;

namespace Choo.Views.Live;

/// <summary>A line that says what is running when nothing else was printed for a while.</summary>
internal static class Heartbeat
{
    /// <summary>The silence after which it is printed.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private const int MostNamed = 5;

    /// <summary><c>still running: core #2 agent for 1:10, api baseline for 0:40</c>; null when nothing is under way.</summary>
    public static string? Text(LiveFrame frame, DateTimeOffset now)
    {
        if (frame.Rows.IsEmpty)
        {
            return frame.Paused.IsEmpty ? null : $"still waiting: {ProviderText.Of(frame.Paused[0], now)}";
        }

        var more = frame.Rows.Length > MostNamed ? $" and {frame.Rows.Length - MostNamed} more" : "";
        return $"still running: {string.Join(", ", frame.Rows.Take(MostNamed).Select(row => row.Text(now)))}{more}";
    }
}

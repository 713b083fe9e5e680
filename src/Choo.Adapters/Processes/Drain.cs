using System.Diagnostics;

namespace Choo.Adapters.Processes;

/// <summary>
/// How long a dead child's pipes are still listened to: a grandchild may hold them for ever, so the end is the child's own end plus
/// 150 ms of silence, two seconds at most. Real time: it waits for the machine, not for a schedule.
/// </summary>
internal sealed class Drain
{
    public const int QuietMs = 150;
    public const int LongestMs = 2000;

    private long begun;
    private long heard;

    public bool IsOver => begun != 0 && Patience() == 0;

    public void Begin() => begun = heard = Stopwatch.GetTimestamp();

    public void Heard() => heard = Stopwatch.GetTimestamp();

    /// <summary>Milliseconds until it is over, at least 0.</summary>
    public int Patience()
    {
        var quiet = QuietMs - (int)Stopwatch.GetElapsedTime(heard).TotalMilliseconds;
        var whole = LongestMs - (int)Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        return Math.Max(0, Math.Min(quiet, whole));
    }
}

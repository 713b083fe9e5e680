using System.Globalization;

namespace Choo.Adapters.Processes;

/// <summary>One started child until its end: its time-outs, and the two stages of ending it.</summary>
internal sealed class RunningProcess : IDisposable
{
    // After SIGKILL only a process stuck in the kernel is still there; choo goes on without it.
    private static readonly TimeSpan Abandon = TimeSpan.FromSeconds(5);
    private static readonly string MarkerPrefix = ProcessIdentity.Current.StartTime.Replace('/', '-') + "-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "-";
    private static long count;

    private readonly TaskCompletionSource<ProcessEnd> stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IDisposable> timers = [];
    private readonly Lock gate = new();
    private readonly ProcessSpec spec;
    private long heard;
    private ITimer? final;

    public RunningProcess(ProcessSpec spec) => this.spec = spec;

    /// <summary>A value of <see cref="ChildEnvironment.ProcessVariable"/> that no other start has.</summary>
    public static string NewMarker() => MarkerPrefix + Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture);

    /// <summary>Output came: the silence is over.</summary>
    public void Heard() => Volatile.Write(ref heard, spec.Time.GetTimestamp());

    /// <summary>Its last word was said: from now on it has the final grace.</summary>
    public void Final()
    {
        lock (gate)
        {
            if (final is null)
            {
                final = spec.Time.CreateTimer(_ => Stop(ProcessEnd.AfterFinal), null, spec.FinalGrace, System.Threading.Timeout.InfiniteTimeSpan);
                timers.Add(final);
            }
        }
    }

    /// <summary>It was not its last word: more came.</summary>
    public void Continues()
    {
        lock (gate)
        {
            final?.Dispose();
            final = null;
        }
    }

    public void Stop(ProcessEnd why) => stop.TrySetResult(why);

    /// <summary>Waits for the end, or brings it about.</summary>
    public async Task<ProcessOutcome> ToItsEndAsync(Child child, CancellationToken cancellationToken)
    {
        StartTimers();
        using var cancelling = cancellationToken.UnsafeRegister(static s => ((RunningProcess)s!).Stop(ProcessEnd.Cancelled), this);
        var why = ProcessEnd.Exited;
        if (!child.Completion.IsCompleted && await Task.WhenAny(child.Completion, stop.Task).ConfigureAwait(false) == stop.Task && !child.HasExited)
        {
            why = await stop.Task.ConfigureAwait(false);
            await EndAsync(child).ConfigureAwait(false);
        }

        if (!child.Completion.IsCompleted && await Task.WhenAny(child.Completion, Task.Delay(Abandon, CancellationToken.None)).ConfigureAwait(false) != child.Completion)
        {
            return new() { End = why, ExitCode = 128 + 9, Problem = $"process {child.Pid} could not be ended" };
        }

        return new() { End = why, ExitCode = await child.Completion.ConfigureAwait(false) };
    }

    public void Dispose()
    {
        lock (gate)
        {
            timers.ForEach(static t => t.Dispose());
        }
    }

    private async Task EndAsync(Child child)
    {
        child.SignalTree(spec.TerminationSignal);
        using var done = new CancellationTokenSource();
        var grace = Task.Delay(spec.StopGrace, spec.Time, done.Token);
        var first = await Task.WhenAny(child.Completion, grace).ConfigureAwait(false);
        await done.CancelAsync().ConfigureAwait(false);
        if (first == grace)
        {
            await child.KillTreeAsync().ConfigureAwait(false);
        }
    }

    private void StartTimers()
    {
        lock (gate)
        {
            if (spec.Timeout is { } turn)
            {
                timers.Add(spec.Time.CreateTimer(_ => Stop(ProcessEnd.TimedOut), null, turn, System.Threading.Timeout.InfiniteTimeSpan));
            }

            if (spec.SilenceTimeout is { } silence && silence > TimeSpan.Zero)
            {
                Heard();
                ITimer? timer = null;
                timer = spec.Time.CreateTimer(_ => LookAtSilence(timer, silence), null, System.Threading.Timeout.InfiniteTimeSpan, System.Threading.Timeout.InfiniteTimeSpan);
                timer.Change(silence, System.Threading.Timeout.InfiniteTimeSpan);
                timers.Add(timer);
            }
        }
    }

    // One timer that moves on, not one set anew for every piece of output.
    private void LookAtSilence(ITimer? timer, TimeSpan silence)
    {
        var left = silence - spec.Time.GetElapsedTime(Volatile.Read(ref heard));
        if (left <= TimeSpan.Zero)
        {
            Stop(ProcessEnd.Silent);
        }
        else
        {
            timer?.Change(left, System.Threading.Timeout.InfiniteTimeSpan);
        }
    }
}

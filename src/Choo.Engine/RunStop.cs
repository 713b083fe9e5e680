using Choo.Core.Events;

namespace Choo.Engine;

/// <summary>A person's (or the system's) wish to stop: the first ends everything in two stages within seconds, the second at once.</summary>
public sealed class RunStop : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource kill = new();

    /// <summary>The signal; null before there was one.</summary>
    public RunSignal? Signal { get; private set; }

    /// <summary>Start nothing more and end what runs: terminate first, kill after the grace time.</summary>
    public CancellationToken Token => stop.Token;

    /// <summary>Kill what runs at once.</summary>
    public CancellationToken Kill => kill.Token;

    /// <summary>The process's exit code by the shell's convention, 0 when there was no signal.</summary>
    public int ExitCode => Signal switch { null => 0, RunSignal.SIGTERM => 143, RunSignal.SIGHUP => 129, _ => 130 };

    /// <summary>A signal came. Safe to call from any thread, any number of times.</summary>
    public void Stop(RunSignal signal)
    {
        if (stop.IsCancellationRequested)
        {
            kill.Cancel();
            return;
        }

        Signal = signal;
        stop.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stop.Dispose();
        kill.Dispose();
    }
}

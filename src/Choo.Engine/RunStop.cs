namespace Choo.Engine;

/// <summary>A person's (or the system's) wish to stop: the first ends everything in two stages within seconds, the second at once.</summary>
public sealed class RunStop : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource kill = new();

    /// <summary>The signal's name: SIGINT, SIGTERM or SIGHUP; empty before there was one.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Start nothing more and end what runs: terminate first, kill after the grace time.</summary>
    public CancellationToken Token => stop.Token;

    /// <summary>Kill what runs at once.</summary>
    public CancellationToken Kill => kill.Token;

    /// <summary>The process's exit code by the shell's convention, 0 when there was no signal.</summary>
    public int ExitCode => Name switch { "" => 0, "SIGTERM" => 143, "SIGHUP" => 129, _ => 130 };

    /// <summary>A signal came. Safe to call from any thread, any number of times.</summary>
    public void Stop(string name)
    {
        if (stop.IsCancellationRequested)
        {
            kill.Cancel();
            return;
        }

        Name = name;
        stop.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stop.Dispose();
        kill.Dispose();
    }
}

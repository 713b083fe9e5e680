using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>A program while it runs; what it prints is read as it comes. It is ended at the latest when this is disposed.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly Lock gate = new();
    private readonly List<(Func<string, bool> Is, TaskCompletionSource<string> Seen)> awaited = [];
    private readonly Task reading;
    private readonly Task<string> error;

    public RunningProgram(Process process)
    {
        this.process = process;
        error = process.StandardError.ReadToEndAsync();
        reading = ReadAsync();
    }

    public int Pid => process.Id;

    /// <summary>Its end; not longer than the token allows.</summary>
    public async Task<Finished> WaitAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        await Task.WhenAll(reading, error).WaitAsync(cancellationToken);
        return new Finished(process.ExitCode, output.ToString(), await error);
    }

    /// <summary>The first line of standard output that is such, past or future; fails when the program ends without.</summary>
    public Task<string> LineAsync(Func<string, bool> isIt)
    {
        lock (gate)
        {
            if (output.ToString().Split('\n').FirstOrDefault(line => line.Length > 0 && isIt(line)) is { } already)
            {
                return Task.FromResult(already);
            }

            // Completed by the reading thread itself: whoever waits for a moment to strike must not be scheduled later.
            var seen = new TaskCompletionSource<string>();
            awaited.Add((isIt, seen));
            if (reading.IsCompleted)
            {
                Fail(seen);
            }

            return seen.Task;
        }
    }

    /// <summary>Ends it, and only it, at once: <c>kill -9</c>.</summary>
    public void KillHard() => process.Kill(entireProcessTree: false);

    /// <summary>Sends it a signal by name, without SIG.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, Pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (gate)
            {
                output.Append(line).Append('\n');
                foreach (var (_, seen) in awaited.Where(one => one.Is(line)))
                {
                    seen.TrySetResult(line);
                }
            }
        }

        lock (gate)
        {
            awaited.ForEach(one => Fail(one.Seen));
        }
    }

    private void Fail(TaskCompletionSource<string> seen) => seen.TrySetException(new InvalidOperationException($"it ended without that line:\n{output}"));
}

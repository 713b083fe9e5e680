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
    private readonly List<AwaitedLine> awaited = [];
    private readonly Task reading;
    private readonly Task<string> error;
    private bool ended;

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
    /// <param name="isIt">Whether it is that line.</param>
    /// <param name="strike">Done by the reading thread at once: whoever waits for a moment must not be scheduled later.</param>
    public Task<string> LineAsync(Func<string, bool> isIt, Action? strike = null)
    {
        lock (gate)
        {
            var line = new AwaitedLine(isIt, strike);
            if (output.ToString().Split('\n').FirstOrDefault(one => one.Length > 0 && isIt(one)) is { } already)
            {
                line.See(already);
            }
            else if (ended)
            {
                line.Miss(output.ToString());
            }
            else
            {
                awaited.Add(line);
            }

            return line.Seen;
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
                foreach (var one in awaited.Where(one => one.Is(line)))
                {
                    one.See(line);
                }
            }
        }

        var told = await error;
        lock (gate)
        {
            ended = true;
            awaited.ForEach(one => one.Miss($"{output}--- standard error\n{told}"));
        }
    }

    private sealed class AwaitedLine(Func<string, bool> isIt, Action? strike)
    {
        private readonly TaskCompletionSource<string> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Seen => seen.Task;

        public bool Is(string line) => !seen.Task.IsCompleted && isIt(line);

        public void See(string line)
        {
            strike?.Invoke();
            seen.TrySetResult(line);
        }

        public void Miss(string output) => seen.TrySetException(new InvalidOperationException($"it ended without that line:\n{output}"));
    }
}

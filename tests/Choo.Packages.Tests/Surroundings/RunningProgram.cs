using System.Diagnostics;
using System.Globalization;
using System.Text;
using CliWrap;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>A program while it runs; what it prints is read as it comes. It is ended at the latest when this is disposed.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();
    private readonly Lock gate = new();
    private readonly List<AwaitedLine> awaited = [];
    private readonly CancellationTokenSource kill = new();
    private readonly Task<CommandResult> ending;
    private bool ended;

    /// <summary>Starts a command with an environment of which nothing comes from the test's own.</summary>
    public RunningProgram(Command command, IReadOnlyDictionary<string, string> environment)
    {
        var started = command.WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(Take)).WithStandardErrorPipe(PipeTarget.ToStringBuilder(error))
            .ExecuteAsync(start => Set(start.Environment, environment), null, kill.Token, CancellationToken.None);
        Pid = started.ProcessId;
        ending = EndAsync(started.Task);
    }

    public int Pid { get; }

    /// <summary>Its end; not longer than the token allows.</summary>
    public async Task<Finished> WaitAsync(CancellationToken cancellationToken)
    {
        var result = await ending.WaitAsync(cancellationToken);
        return new Finished(result.ExitCode, output.ToString(), error.ToString());
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
    public void KillHard()
    {
        using var program = Process.GetProcessById(Pid);
        program.Kill(entireProcessTree: false);
    }

    /// <summary>Sends it a signal by name, without SIG.</summary>
    public void Signal(string name) =>
        Cli.Wrap("kill").WithArguments(["-s", name, Pid.ToString(CultureInfo.InvariantCulture)]).WithValidation(CommandResultValidation.None).ExecuteAsync().Task.Wait();

    public async ValueTask DisposeAsync()
    {
        await kill.CancelAsync();
        await ((Task)ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        kill.Dispose();
    }

    private static void Set(IDictionary<string, string?> variables, IReadOnlyDictionary<string, string> environment)
    {
        variables.Clear();
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }
    }

    private void Take(string line)
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

    private async Task<CommandResult> EndAsync(Task<CommandResult> command)
    {
        try
        {
            return await command;
        }
        finally
        {
            lock (gate)
            {
                ended = true;
                awaited.ForEach(one => one.Miss($"{output}--- standard error\n{error}"));
            }
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

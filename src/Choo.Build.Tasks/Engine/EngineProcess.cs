using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;

namespace Choo.Build.Tasks.Engine;

/// <summary>The engine while it runs. It can be asked to stop from any thread, any number of times.</summary>
internal sealed class EngineProcess : IDisposable
{
    /// <summary>The engine gives its agents 2 seconds; after this it is ended itself, and its watchdog ends what is left.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3.5);

    /// <summary>How long it may take until a signal that a terminal sent to all of the build's processes is seen to have reached the engine.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromMilliseconds(250);
    private readonly Channel<EngineLine> lines = Channel.CreateUnbounded<EngineLine>();
    private readonly TaskCompletionSource stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process process;
    private int open = 2;
    private int stopped;

    private EngineProcess(Process process) => this.process = process;

    /// <summary>Starts it; throws what the system throws when it cannot.</summary>
    public static EngineProcess Start(EngineCommand command)
    {
        var start = new ProcessStartInfo(command.Program)
        {
            WorkingDirectory = command.Folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in command.Line)
        {
            start.ArgumentList.Add(argument);
        }

        EngineEnvironment.Clear(start.Environment);
        var engine = new EngineProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        engine.Begin();
        return engine;
    }

    /// <summary>Every line as it comes; ends when the engine has ended and all was read.</summary>
    public IEnumerable<EngineLine> Lines() => lines.Reader.ReadAllAsync().ToBlockingEnumerable();

    /// <summary>Its exit code; waits for its end.</summary>
    public int ExitCode()
    {
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Asks it to end, and ends it when it does not; returns at once.</summary>
    public void Stop()
    {
        if (Interlocked.Exchange(ref stopped, 1) == 0)
        {
            _ = StopAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private void Begin()
    {
        process.OutputDataReceived += (_, line) => Take(line.Data, false);
        process.ErrorDataReceived += (_, line) => Take(line.Data, true);
        process.Exited += (_, _) => ended.TrySetResult();
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Take(string? line, bool error)
    {
        if (line is null)
        {
            if (Interlocked.Decrement(ref open) == 0)
            {
                lines.Writer.TryComplete();
            }

            return;
        }

        if (error && line.StartsWith("SIG", StringComparison.Ordinal))
        {
            stopping.TrySetResult();
        }

        lines.Writer.TryWrite(new EngineLine(line, error));
    }

    /// <summary>A second signal would end agents at once instead of in order, so one that the terminal sent already is not sent again.</summary>
    private async Task StopAsync()
    {
        var aware = Task.WhenAny(stopping.Task, ended.Task);
        if (await Task.WhenAny(aware, Task.Delay(Notice)).ConfigureAwait(false) != aware && !Interrupt())
        {
            Kill();
            return;
        }

        if (await Task.WhenAny(ended.Task, Task.Delay(Grace - Notice)).ConfigureAwait(false) != ended.Task)
        {
            Kill();
        }
    }

    /// <summary>False where there is no way to ask politely.</summary>
    private bool Interrupt()
    {
        const int SigInt = 2;
        return !RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && SendSignal(process.Id, SigInt) == 0;
    }

    private void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended meanwhile.
        }

        lines.Writer.TryComplete();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int pid, int signal);
}

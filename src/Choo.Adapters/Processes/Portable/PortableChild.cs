using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipelines;
using CliWrap;

namespace Choo.Adapters.Processes.Portable;

/// <summary>A child that CliWrap starts and feeds. When its output ends, and what belongs to its tree, is decided here.</summary>
#pragma warning disable CA1001 // what it owns is disposed when the child has completed, which nobody has to wait for
internal sealed class PortableChild : Child
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource closing = new();
    private readonly Drain drain = new();
    private readonly Lock serial = new();
    private readonly Pipe input = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly OutputSink sink;
    private readonly bool merge;
    private Process process = null!;
    private Task exit = null!;
    private WindowsJob? job;
    private volatile bool exited;
    private bool closed;

    /// <summary>Starts it; throws what the system throws when it cannot.</summary>
    public PortableChild(ChildStart start, OutputSink sink)
    {
        this.sink = sink;
        merge = start.Spec.MergeStderr;

        // No token is given: CliWrap would end a cancelled command without its exit code, and knows no signal but interrupt.
        var command = PortableCommand.Of(start)
            .WithStandardInputPipe(start.HoldInput ? PipeSource.FromStream(input.Reader.AsStream(), autoFlush: true) : PipeSource.FromBytes(start.Spec.Input))
            .WithStandardOutputPipe(PipeTarget.Create((stream, _) => PumpAsync(stream, false)))
            .WithStandardErrorPipe(PipeTarget.Create((stream, _) => PumpAsync(stream, true)))
            .ExecuteAsync(info => PortableCommand.SetEnvironment(info, start), Hold, CancellationToken.None, CancellationToken.None);
        Pid = command.ProcessId;
        Completion = CompleteAsync(command.Task);
    }

    public override int Pid { get; }

    public override bool HasExited => exited;

    public override Task<int> Completion { get; }

    public override void SignalTree(TerminationSignal signal)
    {
        if (OperatingSystem.IsWindows())
        {
            Kill();
        }
        else if (!exited)
        {
            _ = Linux.Native.Kill(Pid, signal == TerminationSignal.Interrupt ? Linux.Native.SigInt : Linux.Native.SigTerm);
        }
    }

    public override async Task KillTreeAsync()
    {
        Kill();
        await Task.WhenAny(Completion, Task.Delay(3000, CancellationToken.None)).ConfigureAwait(false);
    }

    public override ValueTask<int> EndLeftoversAsync()
    {
        job?.Dispose();
        return ValueTask.FromResult(0);
    }

    public override void GiveInput(ReadOnlySpan<byte> data)
    {
        input.Writer.Write(data);
        _ = input.Writer.FlushAsync(CancellationToken.None).AsTask();
    }

    public override void CloseInput(ReadOnlySpan<byte> last)
    {
        if (!closed)
        {
            closed = true;
            GiveInput(last);
            input.Writer.Complete();
        }
    }

    // Its end is waited for from here on: CliWrap disposes it as soon as its output has ended too.
    private void Hold(Process started)
    {
        process = started;
        exit = started.WaitForExitAsync(CancellationToken.None);
        job = OperatingSystem.IsWindows() ? WindowsJob.Holding(started) : null;
    }

    private void Kill()
    {
        try
        {
            job?.Terminate();
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or AggregateException)
        {
            // It, or some of its tree, has ended already.
        }
    }

    private async Task PumpAsync(Stream stream, bool error)
    {
        var buffer = new byte[64 << 10];
        try
        {
            for (int n; (n = await stream.ReadAsync(buffer, closing.Token).ConfigureAwait(false)) > 0;)
            {
                lock (serial)
                {
                    drain.Heard();
                    var data = buffer.AsMemory(0, n);
                    if (error && !merge)
                    {
                        sink.Stderr(data);
                    }
                    else
                    {
                        sink.Stdout(data);
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The drain is over.
        }
    }

    private async Task<int> CompleteAsync(Task<CommandResult> command)
    {
        await exit.ConfigureAwait(false);
        exited = true;
        drain.Begin();
        while (!command.IsCompleted && !drain.IsOver)
        {
            await Task.WhenAny(command, Task.Delay(Math.Max(1, drain.Patience()), CancellationToken.None)).ConfigureAwait(false);
        }

        await closing.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(command, Task.Delay(Drain.QuietMs, CancellationToken.None)).ConfigureAwait(false);
        lock (serial)
        {
            sink.Complete();
        }

        try
        {
            return process.ExitCode;
        }
        catch (InvalidOperationException)
        {
            // CliWrap has disposed it: then the command has ended, and has the code.
            return (await command.ConfigureAwait(false)).ExitCode;
        }
        finally
        {
            closing.Dispose();
        }
    }
}

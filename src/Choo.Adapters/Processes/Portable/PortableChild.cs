using System.ComponentModel;
using System.Diagnostics;

namespace Choo.Adapters.Processes.Portable;

/// <summary>A child by <see cref="Process"/>.</summary>
#pragma warning disable CA1001 // what it owns is disposed when the child has completed, which nobody has to wait for
internal sealed class PortableChild : Child
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource closing = new();
    private readonly Drain drain = new();
    private readonly Lock serial = new();
    private readonly Process process;
    private readonly WindowsJob? job;
    private readonly OutputSink sink;
    private readonly bool merge;
    private volatile bool exited;

    public PortableChild(Process process, ChildStart start, OutputSink sink, WindowsJob? job)
    {
        (this.process, this.sink, this.job) = (process, sink, job);
        Pid = process.Id;
        merge = start.Spec.MergeStderr;
        var pumps = Task.WhenAll(PumpAsync(process.StandardOutput.BaseStream, false), PumpAsync(process.StandardError.BaseStream, true));
        if (!start.HoldInput)
        {
            _ = GiveInputAsync(start.Spec.Input);
        }

        Completion = CompleteAsync(pumps);
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
        try
        {
            process.StandardInput.BaseStream.Write(data);
            process.StandardInput.BaseStream.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It has ended already.
        }
    }

    public override void CloseInput(ReadOnlySpan<byte> last)
    {
        GiveInput(last);
        try
        {
            process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It has ended already.
        }
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

    private async Task GiveInputAsync(ReadOnlyMemory<byte> input)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, closing.Token).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // It does not want to read: its own affair.
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

    private async Task<int> CompleteAsync(Task pumps)
    {
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        exited = true;
        drain.Begin();
        while (!pumps.IsCompleted && !drain.IsOver)
        {
            await Task.WhenAny(pumps, Task.Delay(Math.Max(1, drain.Patience()), CancellationToken.None)).ConfigureAwait(false);
        }

        await closing.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(pumps, Task.Delay(Drain.QuietMs, CancellationToken.None)).ConfigureAwait(false);
        lock (serial)
        {
            sink.Complete();
        }

        var code = process.ExitCode;
        process.Dispose();
        closing.Dispose();
        return code;
    }
}

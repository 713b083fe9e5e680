namespace Choo.Adapters.Processes.Linux;

/// <summary>One child; its descriptors are touched by the loop's thread only, once it has been added there.</summary>
internal sealed unsafe class LinuxChild : Child
{
    // Without a pidfd (no descriptor was free) its end is asked for at this interval.
    private const int BlindMs = 20;

    private readonly TaskCompletionSource<int> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock life = new();
    private readonly ChildStart start;
    private readonly OutputSink sink;
    private readonly Drain drain = new();
    private ReadOnlyMemory<byte> input;
    private int pidfd;
    private int inFd;
    private int outFd;
    private int errFd;
    private int exitCode;
    private bool reaped;

    public LinuxChild(int pid, ChildStart start, ParentEnds ends, OutputSink sink)
    {
        Pid = pid;
        this.start = start;
        this.sink = sink;
        input = start.Spec.Input;
        (inFd, outFd, errFd) = (ends.In, ends.Out, ends.Err);
        pidfd = -1;
    }

    public override int Pid { get; }

    /// <summary>Absolute path of the folder it was started in.</summary>
    public string Folder => start.Spec.Folder;

    /// <summary>Whether its leftovers are looked for.</summary>
    public bool IsMarked => start.Marker is not null;

    public override bool HasExited => Volatile.Read(ref reaped);

    public override Task<int> Completion => completion.Task;

    /// <summary>Gives as much of the input as the pipe takes at once (all of most prompts), then hands the child to the loop.</summary>
    public void Begin()
    {
        pidfd = Native.OpenPidfd(Pid);
        if (inFd >= 0)
        {
            Native.MakeNonBlocking(inFd);
            WriteInput();
        }

        ChildLoop.Instance.Add(this);
    }

    public override void SignalTree(TerminationSignal signal) => LinuxTree.Signal(this, start.Marker, signal == TerminationSignal.Interrupt ? Native.SigInt : Native.SigTerm);

    public override Task KillTreeAsync() => LinuxTree.KillAsync(this, start.Marker);

    public override ValueTask<int> EndLeftoversAsync() => LinuxTree.EndLeftoversAsync(this, start.Marker);

    public override void GiveInput(ReadOnlySpan<byte> data)
    {
        lock (life)
        {
            if (inFd >= 0)
            {
                fixed (byte* at = data)
                {
                    _ = Native.Write(inFd, at, (nuint)data.Length);
                }
            }
        }
    }

    public override void CloseInput(ReadOnlySpan<byte> last)
    {
        lock (life)
        {
            GiveInput(last);
            Native.CloseIfOpen(ref inFd);
        }
    }

    /// <summary>Signals the child itself, never another that got its pid.</summary>
    public void Signal(int signal)
    {
        lock (life)
        {
            if (!reaped)
            {
                _ = Native.Kill(Pid, signal);
            }
        }
    }

    /// <summary>Fills the four places of the poll; -1 is skipped by the kernel.</summary>
    public void Ask(Span<Native.PollFd> places)
    {
        places[0] = new() { Fd = pidfd, Events = Native.PollIn };
        places[1] = new() { Fd = outFd, Events = Native.PollIn };
        places[2] = new() { Fd = errFd, Events = Native.PollIn };
        places[3] = new() { Fd = input.IsEmpty ? -1 : inFd, Events = Native.PollOut };
    }

    /// <summary>How many milliseconds from now it wants to be looked at again; -1 for never.</summary>
    public int Patience() => HasExited ? drain.Patience() : pidfd < 0 ? BlindMs : -1;

    /// <summary>Acts on what the poll said. True when nothing more will come of it.</summary>
    public bool Answer(ReadOnlySpan<Native.PollFd> places, byte[] buffer)
    {
        // Output first: whatever was printed before the end is there when the end is seen.
        Take(places[1], ref outFd, buffer, error: false);
        Take(places[2], ref errFd, buffer, error: true);
        if (places[3].Revents != 0)
        {
            WriteInput();
        }

        if (places[0].Revents != 0 || (pidfd < 0 && !reaped))
        {
            Reap();
        }

        if (!reaped || (!drain.IsOver && (outFd >= 0 || errFd >= 0)))
        {
            return false;
        }

        Finish();
        return true;
    }

    private void Take(in Native.PollFd place, ref int fd, byte[] buffer, bool error)
    {
        if (place.Revents == 0 || fd < 0)
        {
            return;
        }

        nint n;
        fixed (byte* at = buffer)
        {
            n = Native.Read(fd, at, (nuint)buffer.Length);
        }

        if (n > 0)
        {
            drain.Heard();
            var data = new ReadOnlyMemory<byte>(buffer, 0, (int)n);
            if (error)
            {
                sink.Stderr(data);
            }
            else
            {
                sink.Stdout(data);
            }
        }
        else if (n == 0 || Native.LastError is not (Native.EINTR or Native.EAGAIN))
        {
            Native.CloseIfOpen(ref fd);
        }
    }

    private void WriteInput()
    {
        while (!input.IsEmpty)
        {
            nint n;
            fixed (byte* at = input.Span)
            {
                n = Native.Write(inFd, at, (nuint)input.Length);
            }

            if (n < 0 && Native.LastError == Native.EAGAIN)
            {
                return;
            }

            if (n < 0 && Native.LastError != Native.EINTR)
            {
                // It does not want to read (EPIPE): its own affair.
                input = default;
                break;
            }

            input = input[(int)Math.Max(n, 0)..];
        }

        if (!start.HoldInput)
        {
            Native.CloseIfOpen(ref inFd);
        }
    }

    private void Reap()
    {
        int status, got;
        lock (life)
        {
            do
            {
                got = Native.WaitPid(Pid, &status, Native.NoHang);
            }
            while (got < 0 && Native.LastError == Native.EINTR);
            if (got == 0)
            {
                return;
            }

            reaped = true;
        }

        var signal = status & 0x7f;
        exitCode = got < 0 ? -1 : signal == 0 ? (status >> 8) & 0xff : 128 + signal;
        Native.CloseIfOpen(ref pidfd);
        ChildLoop.Forget(this);
        drain.Begin();
    }

    private void Finish()
    {
        Native.CloseIfOpen(ref outFd);
        Native.CloseIfOpen(ref errFd);
        lock (life)
        {
            Native.CloseIfOpen(ref inFd);
        }

        sink.Complete();
        completion.SetResult(exitCode);
    }
}

using System.Security.Cryptography;

namespace Choo.Adapters.Processes;

/// <summary>What a run keeps of its output: both ends in memory, the whole in a log, a digest, and the lines for an observer.</summary>
internal sealed class ProcessOutput : OutputSink, IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly HeadAndTail stdout;
    private readonly HeadAndTail stderr;
    private readonly LineSplitter? lines;
    private readonly OutputLog log;
    private readonly RedactedBytes? cleanStdout;
    private readonly RedactedBytes? cleanStderr;
    private bool wasFinal;

    public ProcessOutput(ProcessSpec spec, LineObserver? observe)
    {
        stdout = new(spec.HeadBytes, spec.TailBytes);
        stderr = new(spec.HeadBytes, spec.TailBytes);
        log = OutputLog.Open(spec.LogFile, spec.LogLimit);
        if (spec.Redactor is { } redactor)
        {
            cleanStdout = new(redactor, data => Keep(stdout, data));
            cleanStderr = new(redactor, data => Keep(stderr, data));
        }

        lines = observe is null ? null : new(spec.LineLimit, line => Tell(observe, line));
    }

    /// <summary>Called for every piece of output.</summary>
    public Action Heard { get; set; } = static () => { };

    /// <summary>Called when the observer saw the final line.</summary>
    public Action Final { get; set; } = static () => { };

    /// <summary>Called when more came after what was taken for the last word.</summary>
    public Action Continues { get; set; } = static () => { };

    public string? Problem => log.Problem;

    /// <summary>Fills in what the output says; only after the child's completion.</summary>
    public ProcessOutcome AddTo(ProcessOutcome outcome) => outcome with
    {
        Stdout = stdout.Ends(),
        Stderr = stderr.Ends(),
        Digest = Convert.ToHexStringLower(hash.GetCurrentHash()),
        Problem = outcome.Problem ?? log.Problem,
    };

    public void Dispose()
    {
        hash.Dispose();
        log.Dispose();
    }

    protected override void TakeStdout(ReadOnlyMemory<byte> data)
    {
        Take(stdout, cleanStdout, data.Span);
        lines?.Add(data);
    }

    protected override void TakeStderr(ReadOnlyMemory<byte> data) => Take(stderr, cleanStderr, data.Span);

    protected override void TakeEnd()
    {
        cleanStdout?.Complete();
        cleanStderr?.Complete();
        lines?.Complete();
    }

    private void Take(HeadAndTail ends, RedactedBytes? clean, ReadOnlySpan<byte> data)
    {
        Heard();
        if (clean is null)
        {
            Keep(ends, data);
        }
        else
        {
            clean.Add(data);
        }
    }

    private void Keep(HeadAndTail ends, ReadOnlySpan<byte> data)
    {
        ends.Add(data);
        log.Write(data);
        hash.AppendData(data);
    }

    private void Tell(LineObserver observe, ReadOnlyMemory<byte> line)
    {
        var isFinal = observe(line) == LineMeaning.Final;
        if (isFinal)
        {
            Final();
        }
        else if (wasFinal)
        {
            Continues();
        }

        wasFinal = isFinal;
    }
}

using System.Security.Cryptography;

namespace Choo.Adapters.Processes;

/// <summary>What a run keeps of its output: both ends in memory, the whole in a log, a digest, and the lines for an observer.</summary>
internal sealed class RunOutput : OutputSink, IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly HeadAndTail stdout;
    private readonly HeadAndTail stderr;
    private readonly LineSplitter? lines;
    private readonly OutputLog log;

    public RunOutput(ProcessSpec spec, LineObserver? observe)
    {
        stdout = new(spec.HeadBytes, spec.TailBytes);
        stderr = new(spec.HeadBytes, spec.TailBytes);
        log = OutputLog.Open(spec.LogFile, spec.LogLimit);
        lines = observe is null ? null : new(spec.LineLimit, line => Tell(observe, line));
    }

    /// <summary>Called for every piece of output.</summary>
    public Action Heard { get; set; } = static () => { };

    /// <summary>Called when the observer saw the final line.</summary>
    public Action Final { get; set; } = static () => { };

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
        Keep(stdout, data);
        lines?.Add(data);
    }

    protected override void TakeStderr(ReadOnlyMemory<byte> data) => Keep(stderr, data);

    protected override void TakeEnd() => lines?.Complete();

    private void Keep(HeadAndTail ends, ReadOnlyMemory<byte> data)
    {
        Heard();
        ends.Add(data.Span);
        log.Write(data.Span);
        hash.AppendData(data.Span);
    }

    private void Tell(LineObserver observe, ReadOnlyMemory<byte> line)
    {
        if (observe(line) == LineMeaning.Final)
        {
            Final();
        }
    }
}

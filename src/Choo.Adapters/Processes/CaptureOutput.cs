namespace Choo.Adapters.Processes;

/// <summary>The whole of standard output, up to a limit, and the ends of standard error.</summary>
internal sealed class CaptureOutput(ProcessSpec spec) : OutputSink
{
    private readonly HeadAndTail stderr = new(spec.HeadBytes, spec.TailBytes);
    private byte[] bytes = [];
    private int length;

    /// <summary>Called when there is more than the limit.</summary>
    public Action TooMuch { get; set; } = static () => { };

    public ReadOnlyMemory<byte> Captured => bytes.AsMemory(0, length);

    public OutputEnds Errors => stderr.Ends();

    protected override void TakeStdout(ReadOnlyMemory<byte> data)
    {
        if (length + (long)data.Length > spec.CaptureLimit)
        {
            TooMuch();
            return;
        }

        if (bytes.Length < length + data.Length)
        {
            Array.Resize(ref bytes, Math.Max(length + data.Length, bytes.Length * 2));
        }

        data.Span.CopyTo(bytes.AsSpan(length));
        length += data.Length;
    }

    protected override void TakeStderr(ReadOnlyMemory<byte> data) => stderr.Add(data.Span);

    protected override void TakeEnd()
    {
    }
}

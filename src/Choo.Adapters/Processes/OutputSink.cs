namespace Choo.Adapters.Processes;

/// <summary>Takes what a child prints, one call at a time. The memory is only lent.</summary>
internal abstract class OutputSink
{
    /// <summary>The first exception of an observer: a bug, reported to the caller after the run's end.</summary>
    public Exception? Failure { get; private set; }

    public void Stdout(ReadOnlyMemory<byte> data) => Guard(static (sink, data) => sink.TakeStdout(data), data);

    public void Stderr(ReadOnlyMemory<byte> data) => Guard(static (sink, data) => sink.TakeStderr(data), data);

    /// <summary>No more will come.</summary>
    public void Complete() => Guard(static (sink, _) => sink.TakeEnd(), default);

    protected abstract void TakeStdout(ReadOnlyMemory<byte> data);

    protected abstract void TakeStderr(ReadOnlyMemory<byte> data);

    protected abstract void TakeEnd();

    // The thread that reads serves all processes: an exception must not end it.
#pragma warning disable CA1031
    private void Guard(Action<OutputSink, ReadOnlyMemory<byte>> take, ReadOnlyMemory<byte> data)
    {
        try
        {
            take(this, data);
        }
        catch (Exception e)
        {
            Failure ??= e;
        }
    }
#pragma warning restore CA1031
}

namespace Choo.Adapters.Processes;

/// <summary>Cuts bytes into lines without copying where a line lies in one piece; a line over the limit is cut there, in constant memory.</summary>
internal sealed class LineSplitter(int limit, Action<ReadOnlyMemory<byte>> line)
{
    private byte[] pending = [];
    private int length;
    private bool skipping;

    public void Add(ReadOnlyMemory<byte> data)
    {
        while (!data.IsEmpty)
        {
            var end = data.Span.IndexOf((byte)'\n');
            var part = end < 0 ? data : data[..end];
            if (end < 0)
            {
                Keep(part.Span);
                return;
            }

            if (length == 0 && !skipping)
            {
                Tell(part.Length > limit ? part[..limit] : part);
            }
            else
            {
                Keep(part.Span);
                Flush();
            }

            data = data[(end + 1)..];
        }
    }

    /// <summary>The last line, when it has no end.</summary>
    public void Complete()
    {
        if (length > 0)
        {
            Flush();
        }
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        var taken = part[..Math.Min(part.Length, limit - length)];
        skipping |= taken.Length < part.Length;
        if (taken.IsEmpty)
        {
            return;
        }

        if (pending.Length < length + taken.Length)
        {
            Array.Resize(ref pending, Math.Min(limit, Math.Max(length + taken.Length, Math.Max(4096, pending.Length * 2))));
        }

        taken.CopyTo(pending.AsSpan(length));
        length += taken.Length;
    }

    private void Flush()
    {
        Tell(pending.AsMemory(0, length));
        length = 0;
        skipping = false;
    }

    private void Tell(ReadOnlyMemory<byte> one) => line(one.Length > 0 && one.Span[^1] == '\r' ? one[..^1] : one);
}

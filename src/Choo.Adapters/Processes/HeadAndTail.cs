namespace Choo.Adapters.Processes;

/// <summary>Keeps the first and the last bytes of a stream of any length; memory grows with what there is, up to the two bounds.</summary>
internal sealed class HeadAndTail(int headLimit, int tailLimit)
{
    private byte[] head = [];
    private byte[] tail = [];
    private int headLength;
    private int tailLength;
    private int tailAt;
    private long total;

    public void Add(ReadOnlySpan<byte> data)
    {
        total += data.Length;
        var first = data[..Math.Min(data.Length, headLimit - headLength)];
        if (!first.IsEmpty)
        {
            Reserve(ref head, headLength + first.Length, headLimit);
            first.CopyTo(head.AsSpan(headLength));
            headLength += first.Length;
        }

        AddToTail(data[first.Length..]);
    }

    public OutputEnds Ends()
    {
        var last = new byte[tailLength];
        var older = tailLength < tailLimit ? 0 : tailLength - tailAt;
        tail.AsSpan(tailAt, older).CopyTo(last);
        tail.AsSpan(0, tailLength - older).CopyTo(last.AsSpan(older));
        return new(head.AsMemory(0, headLength), last, total);
    }

    private void AddToTail(ReadOnlySpan<byte> data)
    {
        if (data.Length > tailLimit)
        {
            data = data[^tailLimit..];
        }

        while (!data.IsEmpty)
        {
            // It grows until it is full; then it is a ring whose oldest byte is at tailAt.
            Reserve(ref tail, Math.Min(tailLimit, tailLength + data.Length), tailLimit);
            var at = tailLength < tailLimit ? tailLength : tailAt;
            var part = data[..Math.Min(data.Length, tailLimit - at)];
            part.CopyTo(tail.AsSpan(at));
            tailLength = Math.Max(tailLength, at + part.Length);
            tailAt = (at + part.Length) % Math.Max(1, tailLimit);
            data = data[part.Length..];
        }
    }

    private static void Reserve(ref byte[] buffer, int needed, int limit)
    {
        if (buffer.Length < needed)
        {
            Array.Resize(ref buffer, Math.Min(limit, Math.Max(needed, Math.Max(1024, buffer.Length * 2))));
        }
    }
}

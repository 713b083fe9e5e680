namespace Choo.Adapters.Specs;

// Bytes of one folder's files, one after the other; used again for the next folder, so that many files cost no garbage.
internal sealed class ReadBuffer
{
    private const int FirstSize = 64 * 1024;

    private byte[] _bytes = [];
    private int _used;

    // Forgets what is in it. What was given out before must not be used any more.
    public ReadBuffer Again()
    {
        _used = 0;
        return this;
    }

    // Reads a file to its end. A file that does not fit gets a new array; what was given out stays where it is.
    public ReadOnlyMemory<byte> Read(string path)
    {
        using var handle = File.OpenHandle(path);
        var start = _used;
        while (true)
        {
            if (_used == _bytes.Length)
            {
                Grow(ref start);
            }

            var read = RandomAccess.Read(handle, _bytes.AsSpan(_used), _used - start);
            if (read == 0)
            {
                return _bytes.AsMemory(start, _used - start);
            }

            _used += read;
        }
    }

    private void Grow(ref int start)
    {
        var begun = _bytes.AsSpan(start, _used - start);
        var larger = new byte[Math.Max(FirstSize, checked(begun.Length * 2))];
        begun.CopyTo(larger);
        (_bytes, start, _used) = (larger, 0, begun.Length);
    }
}

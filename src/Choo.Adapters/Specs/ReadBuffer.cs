using Choo.Adapters.Files;
using Microsoft.Win32.SafeHandles;

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

    // Reads a plain file of at most so many bytes. One that does not fit gets a new array; what was given out stays where it is.
    public FileReading Read(string path, int most)
    {
        var (handle, length, refused) = PlainFile.Open(path);
        if (handle is null)
        {
            return refused;
        }

        using (handle)
        {
            return length > most ? PlainFile.TooLarge(length, most) : Read(handle, most);
        }
    }

    private FileReading Read(SafeFileHandle handle, int most)
    {
        var start = _used;
        while (true)
        {
            if (_used == _bytes.Length)
            {
                Grow(ref start);
            }

            var read = RandomAccess.Read(handle, _bytes.AsSpan(_used), _used - start);
            _used += read;
            if (_used - start > most)
            {
                return PlainFile.TooLarge(_used - start, most);
            }

            if (read == 0)
            {
                return new FileReading(_bytes.AsMemory(start, _used - start), FileRefusal.None, "");
            }
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

namespace Choo.Adapters.Journal;

/// <summary>The lines of a file that are ended by a line feed, read in blocks: no more is held than a block, or the line at hand where that is longer.</summary>
/// <param name="file">The file.</param>
/// <param name="most">The most bytes that a line may have; a longer one is an <see cref="InvalidDataException"/>.</param>
internal sealed class JournalLines(Stream file, int most)
{
    private byte[] buffer = new byte[Math.Min(64 << 10, most)];
    private int start;
    private int end;

    /// <summary>The next line without its end, good until the next call; false at the file's end, whatever half a line is there.</summary>
    public bool TryNext(out ReadOnlyMemory<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var found = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                line = buffer.AsMemory(start, searched + found);
                start += searched + found + 1;
                return true;
            }

            searched = end - start;
            if (!Fill())
            {
                line = default;
                return false;
            }
        }
    }

    private bool Fill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == most)
        {
            throw new InvalidDataException($"it has more than {most} bytes");
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, Math.Min(buffer.Length * 2, most));
        }

        var read = file.Read(buffer, end, buffer.Length - end);
        end += read;
        return read > 0;
    }
}

using System.Text;

namespace Choo.Core.Agents.Command;

/// <summary>The last lines of an output, in a buffer that does not grow: a build behind a command prints thousands of lines.</summary>
internal sealed class OutputTail
{
    private const int Kept = 32_768;
    private byte[]? buffer;
    private int length;

    /// <summary>Takes a line without its line end; the beginning of one that is longer than the buffer is dropped.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        // Twice as much as is kept, so that it is moved once in a while and not for every line.
        buffer ??= new byte[2 * Kept];
        line = line.Length >= Kept ? line[^(Kept - 1)..] : line;
        if (length + line.Length + 1 > buffer.Length)
        {
            buffer.AsSpan(length - Kept, Kept).CopyTo(buffer);
            length = Kept;
        }

        line.CopyTo(buffer.AsSpan(length));
        length += line.Length;
        buffer[length++] = (byte)'\n';
    }

    /// <inheritdoc/>
    public override string ToString() => buffer is null ? "" : Encoding.UTF8.GetString(buffer, Math.Max(0, length - Kept), Math.Min(length, Kept)).TrimEnd('\n');
}

using System.Runtime.CompilerServices;
using System.Text;

namespace Choo.Tool.Logs;

/// <summary>A file that somebody else appends to, read from where the last read ended.</summary>
/// <param name="path">Its absolute path; it need not exist yet.</param>
internal sealed class GrowingFile(string path)
{
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private long offset;

    /// <summary>What came since the last call, in pieces: a log may be longer than memory.</summary>
    public async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var characters = Array.Empty<char>();
        await foreach (var bytes in ReadBytesAsync(cancellationToken).ConfigureAwait(false))
        {
            var most = Encoding.UTF8.GetMaxCharCount(bytes.Length);
            characters = characters.Length < most ? new char[most] : characters;
            if (decoder.GetChars(bytes.Span, characters, flush: false) is > 0 and var length)
            {
                yield return new string(characters, 0, length);
            }
        }
    }

    /// <summary>The same as bytes; a piece is good until the next.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadBytesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using (file.ConfigureAwait(false))
        {
            file.Seek(offset, SeekOrigin.Begin);
            var bytes = new byte[16 * 1024];
            while (await file.ReadAsync(bytes, cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                offset += count;
                yield return bytes.AsMemory(0, count);
            }
        }
    }
}

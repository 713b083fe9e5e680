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
        if (!File.Exists(path))
        {
            yield break;
        }

        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using (file.ConfigureAwait(false))
        {
            file.Seek(offset, SeekOrigin.Begin);
            var bytes = new byte[16 * 1024];
            var characters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
            while (await file.ReadAsync(bytes, cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                offset += count;
                if (decoder.GetChars(bytes, 0, count, characters, 0) is > 0 and var length)
                {
                    yield return new string(characters, 0, length);
                }
            }
        }
    }
}

using System.Net;
using System.Text;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>Keeps the end of an answer of plain text, in whole lines: a job's log may have any size.</summary>
internal sealed class LogTailHandler : DelegatingHandler
{
    /// <summary>Bytes that are kept.</summary>
    internal const int Kept = 64 << 10;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK || response.Content.Headers.ContentType?.MediaType != "text/plain")
        {
            return response;
        }

        try
        {
            using var whole = response.Content;
            using var stream = await whole.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            response.Content = new StringContent(await TailAsync(stream, cancellationToken).ConfigureAwait(false), Encoding.UTF8, "text/plain");
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task<string> TailAsync(Stream stream, CancellationToken cancellationToken)
    {
        // Two windows: the older one is dropped when the newer one is full.
        var (older, newer) = (new byte[Kept], new byte[Kept]);
        var (olderLength, length, cut) = (0, 0, false);
        int read;
        while ((read = await stream.ReadAsync(newer.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
        {
            length += read;
            if (length == Kept)
            {
                cut |= olderLength > 0;
                (older, newer, olderLength, length) = (newer, older, Kept, 0);
            }
        }

        byte[] both = [.. older.AsSpan(0, olderLength), .. newer.AsSpan(0, length)];
        cut |= both.Length > Kept;
        var tail = both.AsSpan(Math.Max(0, both.Length - Kept));
        return Encoding.UTF8.GetString(cut ? tail[(tail.IndexOf((byte)'\n') + 1)..] : tail).TrimStart('\uFEFF');
    }
}

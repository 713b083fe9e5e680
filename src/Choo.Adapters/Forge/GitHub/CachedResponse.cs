using System.Net;
using System.Net.Http.Headers;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>An answer that was read, with the tag that names this state of it.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Content">The content.</param>
/// <param name="ContentType">What the content is.</param>
/// <param name="Link">Where its other pages are; null for none.</param>
internal sealed record CachedResponse(EntityTagHeaderValue Tag, ReadOnlyMemory<byte> Content, MediaTypeHeaderValue? ContentType, string? Link)
{
    /// <summary>Of an answer whose content is in memory.</summary>
    public static async Task<CachedResponse> OfAsync(HttpResponseMessage response, CancellationToken cancellationToken) => new(
        response.Headers.ETag!,
        await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false),
        response.Content.Headers.ContentType,
        response.Headers.TryGetValues("Link", out var links) ? string.Join(", ", links) : null);

    /// <summary>Makes an answer that nothing changed the whole answer; its own headers about quotas stay.</summary>
    public void Restore(HttpResponseMessage response)
    {
        response.StatusCode = HttpStatusCode.OK;
        response.Content = new ReadOnlyMemoryContent(Content);
        response.Content.Headers.ContentType = ContentType;
        if (Link is not null && !response.Headers.Contains("Link"))
        {
            response.Headers.TryAddWithoutValidation("Link", Link);
        }
    }
}

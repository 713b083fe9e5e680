using System.Net;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>Asks whether what was read before has changed: the answer that it has not (304) costs nothing of the quota, and is made whole from the cache.</summary>
internal sealed class ConditionalHandler(GitHubAddress address, ResponseCache cache) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get || !address.Covers(request.RequestUri))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var kept = cache.Find(request.RequestUri!.AbsoluteUri);
        request.Headers.IfNoneMatch.Clear();
        if (kept is not null)
        {
            request.Headers.IfNoneMatch.Add(kept.Tag);
        }

        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotModified && kept is not null)
        {
            kept.Restore(response);
        }
        else if (response.StatusCode == HttpStatusCode.OK && response.Headers.ETag is not null)
        {
            cache.Keep(request.RequestUri.AbsoluteUri, await CachedResponse.OfAsync(response, cancellationToken).ConfigureAwait(false));
        }

        return response;
    }
}

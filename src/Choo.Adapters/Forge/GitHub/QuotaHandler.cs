using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>
/// Obeys limits: before one is reached (the person's part of the quota) and when GitHub says so. A short wait is waited out here, since a refused
/// request was not carried out; for a longer one the answer is 429 with the time in <c>Retry-After</c>, without asking GitHub.
/// </summary>
internal sealed class QuotaHandler(GitHubAddress address, QuotaLedger ledger, TimeProvider time, TimeSpan patience) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // What is asked about the quota itself is free.
        if (!address.Covers(request.RequestUri) || request.RequestUri!.AbsolutePath.EndsWith("/rate_limit", StringComparison.Ordinal))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var resource = request.RequestUri == address.Graph ? "graphql" : "core";
        var latest = time.GetUtcNow() + patience;
        while (true)
        {
            while (ledger.Of(resource) is { } limit)
            {
                if (limit.Until > latest)
                {
                    return Refuse(request, limit);
                }

                await Task.Delay(limit.Until - time.GetUtcNow(), time, cancellationToken).ConfigureAwait(false);
            }

            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var content = response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests
                ? await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false)
                : "";
            if (!ledger.Take(response, content, resource))
            {
                return response;
            }

            response.Dispose();
        }
    }

    private static HttpResponseMessage Refuse(HttpRequestMessage request, Limit limit)
    {
        var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests) { RequestMessage = request, Content = new StringContent(limit.Why, Encoding.UTF8, "text/plain") };
        response.Headers.RetryAfter = new RetryConditionHeaderValue(limit.Until.AddSeconds(1));
        return response;
    }
}

using System.Net.Http.Headers;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>The headers that each request has, and the guard of the token: it goes to GitHub's own address and nowhere else, whatever a redirect says.</summary>
internal sealed class HeadersHandler(GitHubAddress address) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (address.Covers(request.RequestUri))
        {
            request.Headers.Accept.Clear();
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.github+json"));
            request.Headers.Remove("X-GitHub-Api-Version");
            request.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
        }
        else
        {
            request.Headers.Authorization = null;
        }

        return base.SendAsync(request, cancellationToken);
    }
}

using Octokit;
using Octokit.Internal;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>Octokit's HTTP client over choo's handlers, which own all time: Octokit's own time-out would end their waits.</summary>
internal sealed class GitHubHttpClient : IHttpClient
{
    private readonly HttpClientAdapter adapter;

    public GitHubHttpClient(HttpMessageHandler handlers)
    {
        adapter = new HttpClientAdapter(() => handlers);
        adapter.SetRequestTimeout(Timeout.InfiniteTimeSpan);
    }

    public async Task<IResponse> Send(IRequest request, CancellationToken cancellationToken, Func<object, object>? preprocessResponseBody = null)
    {
        ((Request)request).Timeout = TimeSpan.Zero;
        var call = (request.Body as CallContent)?.Cancellation ?? CancellationToken.None;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call);
        return await adapter.Send(request, either.Token, preprocessResponseBody).ConfigureAwait(false);
    }

    public void SetRequestTimeout(TimeSpan timeout)
    {
        // The handlers have their own.
    }

    public void Dispose() => adapter.Dispose();
}

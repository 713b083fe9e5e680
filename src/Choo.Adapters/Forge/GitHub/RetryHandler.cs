using System.Net;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>
/// Repeats a request that got no answer, or the answer that the server does not work: where repeating does no harm, and where the request
/// surely did not arrive.
/// </summary>
internal sealed class RetryHandler(TimeProvider time, Random random) : DelegatingHandler
{
    /// <summary>Attempts in all.</summary>
    internal const int Attempts = 4;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var repeatable = CallContent.KindOf(request) != CallKind.Once;
        for (var attempt = 1; ; attempt++)
        {
            var wait = Wait(attempt);
            try
            {
                var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
                if (!repeatable || attempt == Attempts || !IsBroken(response.StatusCode) || response.Headers.RetryAfter?.Delta > Longest)
                {
                    return response;
                }

                wait = response.Headers.RetryAfter?.Delta is { } asked && asked > wait ? asked : wait;
                response.Dispose();
            }
            catch (Exception failure) when (attempt < Attempts && LostCalls.IsLost(failure) && (repeatable || LostCalls.DidNotArrive(failure)))
            {
                // Waits below, like an answer that says the server does not work.
            }

            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // 1, 2 and 4 seconds, each up to half longer.
    private TimeSpan Wait(int attempt)
    {
        lock (random)
        {
            return First * Math.Pow(2, attempt - 1) * (1 + (random.NextDouble() / 2));
        }
    }

    private static bool IsBroken(HttpStatusCode status) =>
        status is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
}

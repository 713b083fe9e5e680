using System.Globalization;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>Ends an attempt that takes too long, its answer's content included, and an answer that is too large. Throws <see cref="TimeoutException"/>.</summary>
internal sealed class TimeLimitHandler(TimeProvider time, TimeSpan limit) : DelegatingHandler
{
    private const int LargestAnswer = 32 << 20;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, either.Token).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(LargestAnswer, either.Token).ConfigureAwait(false);
            return response;
        }
        catch (Exception ended) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested && ended is OperationCanceledException or HttpRequestException or IOException)
        {
            response?.Dispose();
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"no whole answer within {limit.TotalSeconds} s"), ended);
        }
        catch
        {
            response?.Dispose();
            throw;
        }
    }
}

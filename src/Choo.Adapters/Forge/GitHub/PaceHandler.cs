namespace Choo.Adapters.Forge.GitHub;

/// <summary>One change at a time, each some time after the one before: GitHub limits those who do otherwise. Queries pass.</summary>
internal sealed class PaceHandler(TimeProvider time, TimeSpan pace) : DelegatingHandler
{
    private readonly SemaphoreSlim one = new(1, 1);
    private DateTimeOffset next = DateTimeOffset.MinValue;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (CallContent.KindOf(request) == CallKind.Query)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        await one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (next - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            {
                // A clock that was set back makes it no longer.
                await Task.Delay(wait < pace ? wait : pace, time, cancellationToken).ConfigureAwait(false);
            }

            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            next = time.GetUtcNow() + pace;
            one.Release();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            one.Dispose();
        }

        base.Dispose(disposing);
    }
}

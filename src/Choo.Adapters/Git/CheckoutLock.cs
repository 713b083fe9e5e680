namespace Choo.Adapters.Git;

/// <summary>One at a time in the person's checkout: a landing moves its files, and a look at them is not to see half of that.</summary>
public sealed class CheckoutLock : IDisposable
{
    private readonly SemaphoreSlim free = new(1, 1);

    /// <summary>Waits until nobody else is at it, and does the work.</summary>
    /// <param name="work">What is done in the checkout.</param>
    /// <param name="cancellationToken">Ends the waiting, not the work.</param>
    public async Task<T> HoldAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        await free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => free.Dispose();
}

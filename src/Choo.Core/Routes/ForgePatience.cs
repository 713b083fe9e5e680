using Choo.Core.Diagnostics;
using Choo.Core.Forge;
using Choo.Core.Ports;

namespace Choo.Core.Routes;

/// <summary>Waits out what passes by itself: limits until they end, a forge or a remote that cannot be reached for a bounded time.</summary>
/// <param name="repository">Where the forge is asked.</param>
/// <param name="clock">The time.</param>
/// <param name="interval">How long to wait before another attempt.</param>
/// <param name="longest">How long it may be unreachable.</param>
internal sealed class ForgePatience(ForgeRepository repository, TimeProvider clock, TimeSpan interval, TimeSpan longest)
{
    /// <summary>No limit of a forge lasts longer: after this it is asked again, whatever time it named.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    /// <summary>Asks for a value, again where an answer was lost, since asking changes nothing; any failure that time does not mend is a <see cref="PortException"/>.</summary>
    public async Task<T> ReadAsync<T>(Func<CancellationToken, Task<ForgeAnswer<T>>> ask, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow();
        while (true)
        {
            var answer = await ask(cancellationToken).ConfigureAwait(false);
            if (answer is ForgeAnswer<T>.Ok ok)
            {
                return ok.Value;
            }

            await PauseAsync(answer.Problem!, since, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Does something that comes to the same when it is done twice, again for as long as that may help; what it failed with at last, null when it is done.</summary>
    public async Task<ForgeFailure?> DoAsync(Func<CancellationToken, Task<ForgeFailure?>> work, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow();
        while (true)
        {
            var failure = await work(cancellationToken).ConfigureAwait(false);
            if (failure is not ForgeFailure.RateLimited && (failure is not (ForgeFailure.Unavailable or ForgeFailure.AnswerLost) || clock.GetUtcNow() - since >= longest))
            {
                return failure;
            }

            await PauseAsync(failure, since, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits before a request is made again that failed; throws when waiting does not help, or not any more.</summary>
    public async Task PauseAsync(ForgeFailure failure, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var wait = failure switch
        {
            ForgeFailure.RateLimited limited => limited.Until > now ? Shorter(limited.Until - now, Longest) : interval,
            ForgeFailure.Unavailable or ForgeFailure.AnswerLost when now - since < longest => interval,
            _ => throw new PortException(ForgeDiagnostics.Of(failure, repository)),
        };
        await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Does something over git's transport, again while the remote cannot be reached.</summary>
    public async Task<T> ReachAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow();
        while (true)
        {
            try
            {
                return await work(cancellationToken).ConfigureAwait(false);
            }
            catch (PortException lost) when (lost.Diagnostic.Code == DiagnosticCodes.ForgeUnavailable.Id && clock.GetUtcNow() - since < longest)
            {
                await Task.Delay(interval, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Forge;
using Choo.Core.Ports;

namespace Choo.Core.Routes;

/// <summary>
/// Reads all pull requests that are waited for in one request, at most once in an interval. There is no task behind it: one of those who wait
/// asks for all, and when it is stopped the next does.
/// </summary>
/// <param name="forge">Where they are.</param>
/// <param name="clock">The time.</param>
/// <param name="interval">How often it is asked.</param>
/// <param name="patience">How long the forge may be unreachable before that is an error.</param>
public sealed class PullRequestPoller(IForge forge, TimeProvider clock, TimeSpan interval, TimeSpan patience) : IDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim turn = new(1);
    private readonly List<int> waiting = [];
    private readonly Dictionary<int, (long Round, PullRequestSnapshot? Snapshot)> read = [];
    private long round;
    private DateTimeOffset due = DateTimeOffset.MinValue;
    private DateTimeOffset? unreachableSince;
    private (long Round, Diagnostic Problem)? refused;

    /// <summary>
    /// The state of a pull request in the next reading that begins from now on; null when there is no such pull request. Throws <see cref="PortException"/> when that
    /// reading was refused: all who waited for it are told of the same refusal.
    /// </summary>
    public async Task<PullRequestSnapshot?> NextAsync(int number, CancellationToken cancellationToken)
    {
        long asked;
        lock (gate)
        {
            waiting.Add(number);
            asked = round;
        }

        try
        {
            while (true)
            {
                await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    if (Read(number, asked) is { } found)
                    {
                        return found.Snapshot;
                    }

                    await ReadAllAsync(cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    turn.Release();
                }
            }
        }
        finally
        {
            lock (gate)
            {
                waiting.Remove(number);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private (long Round, PullRequestSnapshot? Snapshot)? Read(int number, long asked)
    {
        lock (gate)
        {
            if (read.TryGetValue(number, out var found) && found.Round > asked)
            {
                return found;
            }

            return refused is { } failure && failure.Round > asked ? throw new PortException(failure.Problem) : null;
        }
    }

    private async Task ReadAllAsync(CancellationToken cancellationToken)
    {
        if (due - clock.GetUtcNow() is { Ticks: > 0 } wait)
        {
            // After a clock was set back the time that was waited for is far away.
            await Task.Delay(wait > interval && wait > ForgePatience.Longest ? interval : wait, clock, cancellationToken).ConfigureAwait(false);
        }

        ImmutableArray<int> numbers;
        lock (gate)
        {
            numbers = [.. waiting.Distinct().Order()];
            round++;
        }

        var answer = await forge.PullRequests.SnapshotAsync(numbers, cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        due = now + interval;
        switch (answer)
        {
            case ForgeAnswer<ImmutableArray<PullRequestSnapshot>>.Ok ok:
                unreachableSince = null;
                lock (gate)
                {
                    foreach (var number in numbers)
                    {
                        read[number] = (round, ok.Value.FirstOrDefault(each => each.Key.Number == number));
                    }
                }

                break;
            case { Problem: ForgeFailure.RateLimited limited }:
                due = limited.Until <= due ? due : limited.Until - now < ForgePatience.Longest ? limited.Until : now + ForgePatience.Longest;
                break;
            case { Problem: ForgeFailure.Unavailable or ForgeFailure.AnswerLost } when now - (unreachableSince ??= now) < patience:
                break;
            default:
                lock (gate)
                {
                    refused = (round, ForgeDiagnostics.Of(answer.Problem!, forge.Repository));
                }

                break;
        }
    }
}

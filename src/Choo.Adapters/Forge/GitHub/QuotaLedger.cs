using System.Globalization;
using System.Net;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>
/// Knows from GitHub's answers until when no request may be made: the quota of an interface is used up but for the person's part, or GitHub asked
/// for a pause. Safe for many threads.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="reserve">How much of each quota is left for the person; never more than half of it.</param>
internal sealed class QuotaLedger(TimeProvider time, int reserve)
{
    // What GitHub asks for where it names no time: a minute, and longer each time that it says so again.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(16);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> closed = new(StringComparer.Ordinal);
    private Limit? pause;
    private TimeSpan nextPause = ShortestPause;

    /// <summary>The limit that a request for an interface meets now, null for none.</summary>
    /// <param name="resource">GitHub's name of the interface: core or graphql.</param>
    public Limit? Of(string resource)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (pause is { } asked && asked.Until > now)
            {
                return asked;
            }

            return closed.TryGetValue(resource, out var until) && until > now
                ? new Limit(until, reserve > 0 ? $"the quota is used up, but for the {reserve} requests that github.quota_reserve leaves for you" : "the quota is used up")
                : null;
        }
    }

    /// <summary>Takes in an answer; true when it says that the request was refused because of a limit.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="content">Its content; needed only where it is a refusal.</param>
    /// <param name="resource">The interface that was asked, where the answer does not say.</param>
    public bool Take(HttpResponseMessage response, string content, string resource)
    {
        lock (gate)
        {
            var remaining = Number(response, "x-ratelimit-remaining");
            Note(response, remaining, resource);
            if (!IsRefusal(response, content, remaining))
            {
                nextPause = response.IsSuccessStatusCode ? ShortestPause : nextPause;
                return false;
            }

            if (After(response) is { } asked)
            {
                Pause(asked > ShortestWait ? asked : ShortestWait);
            }
            else if (Of(resource) is null)
            {
                Pause(nextPause);
                nextPause = nextPause < LongestPause ? nextPause * 2 : LongestPause;
            }

            return true;
        }
    }

    private void Pause(TimeSpan wait) => pause = new Limit(time.GetUtcNow() + wait, "GitHub asked for a pause (a secondary limit)");

    private void Note(HttpResponseMessage response, long? remaining, string resource)
    {
        if (remaining is { } left && Number(response, "x-ratelimit-limit") is { } limit && Number(response, "x-ratelimit-reset") is { } reset)
        {
            var name = response.Headers.TryGetValues("x-ratelimit-resource", out var named) ? named.First() : resource;
            var now = time.GetUtcNow();

            // By the server's own clock; a second more, since it counts in whole ones.
            var wait = DateTimeOffset.FromUnixTimeSeconds(reset) - (response.Headers.Date ?? now) + TimeSpan.FromSeconds(1);
            if (left <= Math.Min(reserve, limit / 2) && wait > TimeSpan.Zero)
            {
                closed[name] = now + wait;
            }
            else
            {
                closed.Remove(name);
            }
        }
    }

    private static bool IsRefusal(HttpResponseMessage response, string content, long? remaining) => response.StatusCode switch
    {
        HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.Forbidden => remaining == 0 || response.Headers.RetryAfter is not null || content.Contains("rate limit", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private TimeSpan? After(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - (response.Headers.Date ?? time.GetUtcNow()),
        _ => null,
    };

    private static long? Number(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A limit that is reached.</summary>
/// <param name="Until">When the next request may be made.</param>
/// <param name="Why">Which limit.</param>
internal sealed record Limit(DateTimeOffset Until, string Why);

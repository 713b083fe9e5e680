using System.Globalization;

namespace Choo.Testing.GitHub.Http;

/// <summary>What each token may still ask in this hour.</summary>
public sealed class Quotas
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly int hourly;
    private readonly Dictionary<(string Login, string Resource), (int Used, DateTimeOffset Reset)> used = [];

    internal Quotas(StandInOptions options) => (time, hourly) = (options.Time, options.HourlyQuota);

    /// <summary>What is left.</summary>
    /// <param name="login">The account.</param>
    /// <param name="resource"><c>core</c> or <c>graphql</c>.</param>
    public int Remaining(string login, string resource = "core")
    {
        lock (gate)
        {
            return Math.Max(0, hourly - Now(login, resource).Used);
        }
    }

    /// <summary>Uses some up, as other programs of the same account would.</summary>
    public void Use(string login, int calls, string resource = "core")
    {
        lock (gate)
        {
            var (already, reset) = Now(login, resource);
            used[(login, resource)] = (already + calls, reset);
        }
    }

    /// <summary>When the quota is whole again.</summary>
    public DateTimeOffset Reset(string login, string resource = "core")
    {
        lock (gate)
        {
            return Now(login, resource).Reset;
        }
    }

    internal int Limit => hourly;

    internal IReadOnlyDictionary<string, string> Headers(string login, string resource) => new Dictionary<string, string>
    {
        ["X-RateLimit-Limit"] = Text(hourly),
        ["X-RateLimit-Remaining"] = Text(Remaining(login, resource)),
        ["X-RateLimit-Used"] = Text(hourly - Remaining(login, resource)),
        ["X-RateLimit-Reset"] = Text(Reset(login, resource).ToUnixTimeSeconds()),
        ["X-RateLimit-Resource"] = resource,
    };

    private (int Used, DateTimeOffset Reset) Now(string login, string resource)
    {
        var now = time.GetUtcNow();
        if (!used.TryGetValue((login, resource), out var state) || state.Reset <= now)
        {
            used[(login, resource)] = state = (0, DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()).AddHours(1));
        }

        return state;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

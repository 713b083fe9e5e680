namespace Choo.Testing.GitHub.Http;

/// <summary>What goes wrong.</summary>
public abstract record FaultEffect
{
    private FaultEffect()
    {
    }

    /// <summary>The work is not done and this is answered.</summary>
    public sealed record Refused(int Status, string Message) : FaultEffect
    {
        public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

        /// <summary>Instead of GitHub's error: a page of a proxy, for instance.</summary>
        public string? Text { get; init; }
    }

    /// <summary>The connection is cut; the work is not done.</summary>
    public sealed record CutBefore : FaultEffect;

    /// <summary>The work is done; the connection is cut before the answer.</summary>
    public sealed record CutAfter : FaultEffect;

    /// <summary>The work is done; the connection is cut in the middle of the answer.</summary>
    public sealed record CutMidway : FaultEffect;

    /// <summary>The work begins after a time by the stand-in's clock; not at all when the caller has gone by then.</summary>
    public sealed record Slow(TimeSpan By) : FaultEffect;

    /// <summary>The work is done; its answer goes out after a time by the stand-in's clock.</summary>
    public sealed record SlowAnswer(TimeSpan By) : FaultEffect;

    /// <summary>The work is done in time; its answer goes out when some later requests were answered.</summary>
    public sealed record AnswerAfter(int Later) : FaultEffect;

    /// <summary>The request is overtaken: its work begins when some later requests were answered.</summary>
    public sealed record WorkAfter(int Later) : FaultEffect;

    public static FaultEffect BadCredentials { get; } = new Refused(401, "Bad credentials");

    public static FaultEffect NoPermission { get; } = new Refused(403, "Resource not accessible by personal access token");

    public static FaultEffect NotFound { get; } = new Refused(404, "Not Found");

    public static FaultEffect Conflict { get; } = new Refused(409, "Conflict");

    public static FaultEffect Invalid { get; } = new Refused(422, "Validation Failed");

    public static FaultEffect Failure(int status = 502) => new Refused(status, status == 502 ? "Server Error" : "Service Unavailable");

    /// <summary>429, with or without <c>Retry-After</c>.</summary>
    public static FaultEffect TooMany(TimeSpan? retryAfter = null) => new Refused(429, "API rate limit exceeded") { Headers = RetryAfter(retryAfter) };

    /// <summary>403 of the secondary limit, with or without <c>Retry-After</c>.</summary>
    public static FaultEffect SecondaryLimit(TimeSpan? retryAfter = null) =>
        new Refused(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.") { Headers = RetryAfter(retryAfter) };

    private static Dictionary<string, string> RetryAfter(TimeSpan? after) => after is { } time ? new() { ["Retry-After"] = $"{(int)time.TotalSeconds}" } : [];
}

namespace Choo.Core.Agents;

/// <summary>Classifies providers' errors: HTTP status first, then the words that the command lines print.</summary>
internal static class AgentErrors
{
    private static readonly string[] Limit =
    [
        "usage limit", "spend limit", "rate limit", "rate_limit", "limit reached|", "too many requests", "quota",
        "credit balance", "out of usage credits", "out of credits",
    ];

    private static readonly string[] Overload = ["overloaded", "high demand", "at capacity", "status 529", "status 503"];

    private static readonly string[] Refusal =
    [
        "401 unauthorized", "403 forbidden", "status 401", "status 403", "authentication_error", "authentication_failed", "permission_error",
        "failed to authenticate", "not logged in", "please run /login", "invalid api key", "invalid x-api-key",
    ];

    public static AgentVerdict Classify(int? status, string text) => status switch
    {
        401 or 403 => AgentVerdict.Unauthorized,
        429 => AgentVerdict.LimitReached,
        529 or 503 => AgentVerdict.Overloaded,
        _ when IsLimit(text) => AgentVerdict.LimitReached,
        _ when HasAny(text, Overload) => AgentVerdict.Overloaded,
        _ when HasAny(text, Refusal) => AgentVerdict.Unauthorized,
        _ => AgentVerdict.Failed,
    };

    /// <summary>The HTTP status a message names ("unexpected status 401 Unauthorized", "last status: 429"), null when none.</summary>
    public static int? StatusIn(string text)
    {
        var at = text.IndexOf("status", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var rest = text.AsSpan(at + "status".Length).TrimStart(": ");
        return rest.Length >= 3 && int.TryParse(rest[..3], out var status) && status is >= 100 and < 600 ? status : null;
    }

    private static bool IsLimit(string text) =>
        HasAny(text, Limit)
        || (Has(text, " limit") && (Has(text, "hit your") || Has(text, "reached your")));

    private static bool HasAny(string text, string[] words)
    {
        foreach (var word in words)
        {
            if (Has(text, word))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}

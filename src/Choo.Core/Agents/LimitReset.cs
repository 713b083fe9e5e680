namespace Choo.Core.Agents;

/// <summary>
/// Finds in a provider's words when a limit is lifted: "limit reached|1736000000", "resets 3pm", "resets Oct 9 at 3:30pm (UTC)",
/// "try again at Oct 5th, 2025 3:05 PM", "try again in 2 hours 5 minutes". Times of day are the machine's own unless UTC is named.
/// </summary>
internal static class LimitReset
{
    private static readonly string[] Leads = ["resets", "reset at", "reset in", "try again at", "try again in"];

    public static DateTimeOffset? Read(string text, DateTimeOffset now)
    {
        if (AfterBar(text) is { } stamp)
        {
            return stamp;
        }

        foreach (var lead in Leads)
        {
            var at = text.IndexOf(lead, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                // The lead's own "in" or "at" stays in front of what is read: it says which kind of time follows.
                var from = at + lead.LastIndexOf(' ') + 1;
                return new LimitTime(text.AsSpan(from, Math.Min(80, text.Length - from))).Resolve(now);
            }
        }

        return null;
    }

    /// <summary>Whether the whole text is the old form <c>... usage limit reached|unix-time</c>.</summary>
    public static bool IsBareLimit(string text) =>
        text.Length < 80 && text.Contains("limit reached|", StringComparison.OrdinalIgnoreCase) && AfterBar(text) is not null;

    public static DateTimeOffset? FromUnix(long value) => value switch
    {
        > 100_000_000_000 and < 100_000_000_000_000 => DateTimeOffset.FromUnixTimeMilliseconds(value),
        > 100_000_000 and <= 100_000_000_000 => DateTimeOffset.FromUnixTimeSeconds(value),
        _ => null,
    };

    private static DateTimeOffset? AfterBar(string text)
    {
        var rest = text.AsSpan(text.IndexOf('|', StringComparison.Ordinal) + 1).Trim();
        var digits = 0;
        while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
        {
            digits++;
        }

        return rest.Length < text.Length && long.TryParse(rest[..digits], out var value) ? FromUnix(value) : null;
    }
}

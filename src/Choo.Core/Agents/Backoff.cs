namespace Choo.Core.Agents;

/// <summary>For how long a provider is left alone.</summary>
/// <param name="Until">When it may be asked again.</param>
/// <param name="Known">Whether the provider named the time; otherwise choo chose it.</param>
public sealed record Pause(DateTimeOffset Until, bool Known);

/// <summary>Decides when a provider that is at its limit, or overloaded, is asked again. Pure: the same turn gives the same time.</summary>
public static class Backoff
{
    // The provider's clock and this one may differ a little, and a turn that comes a second too early is refused again.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    // No provider's limit lasts longer than a week; a later time was misread.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(8);

    /// <summary>Whether a turn that ended so says nothing of the work, only of the provider: it counts as no attempt.</summary>
    public static bool IsNeeded(AgentVerdict verdict) => verdict is AgentVerdict.LimitReached or AgentVerdict.Overloaded;

    /// <summary>The time after a turn that ended at <paramref name="at"/>.</summary>
    /// <param name="outcome">How it ended; <see cref="IsNeeded"/> holds.</param>
    /// <param name="at">When.</param>
    /// <param name="failures">How many turns in a row ended so, this one included; from 1.</param>
    /// <param name="seed">Spreads the back-off of runs that were refused together.</param>
    public static Pause After(AgentOutcome outcome, DateTimeOffset at, int failures, int seed)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (outcome.ResetsAt is { } reset && reset > at && reset - at <= Longest)
        {
            return new Pause(reset.ToUniversalTime() + Margin, Known: true);
        }

        var (first, most) = outcome.Verdict == AgentVerdict.Overloaded
            ? (TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(10))
            : (TimeSpan.FromMinutes(5), TimeSpan.FromHours(1));
        var wait = first * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        var spread = 1 + ((uint)seed % 100 / 1000.0);
        return new Pause(at.ToUniversalTime() + ((wait < most ? wait : most) * spread), Known: false);
    }
}

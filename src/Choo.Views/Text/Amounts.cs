using Choo.Core.Agents;

namespace Choo.Views.Text;

/// <summary>Numbers as a person reads them.</summary>
internal static class Amounts
{
    /// <summary><c>0:41</c>, <c>12:03</c>, <c>1:02:03</c>.</summary>
    public static string Clock(TimeSpan span)
    {
        var whole = span < TimeSpan.Zero ? TimeSpan.Zero : span;
        return whole.TotalHours >= 1
            ? $"{(long)whole.TotalHours}:{whole.Minutes:00}:{whole.Seconds:00}"
            : $"{whole.Minutes}:{whole.Seconds:00}";
    }

    /// <summary><c>840 ms</c>, <c>3.2 s</c>, <c>2:41 min</c>.</summary>
    public static string Duration(long milliseconds) => milliseconds switch
    {
        < 1000 => $"{milliseconds} ms",
        < 60_000 => $"{milliseconds / 1000.0:0.0} s",
        _ => $"{Clock(TimeSpan.FromMilliseconds(milliseconds))} min",
    };

    /// <summary><c>940</c>, <c>12.3k</c>, <c>4.1M</c>.</summary>
    public static string Tokens(long tokens) => tokens switch
    {
        < 1000 => $"{tokens}",
        < 1_000_000 => $"{tokens / 1000.0:0.0}k",
        _ => $"{tokens / 1_000_000.0:0.0}M",
    };

    /// <summary><c>$0.42</c>, or a dash when no agent said.</summary>
    public static string Cost(decimal? dollars) => dollars is { } known ? $"${known:0.00}" : "-";

    /// <summary>Both kinds of tokens together.</summary>
    public static long Total(AgentUsage usage) => usage.InputTokens + usage.OutputTokens;

    /// <summary>The first ten digits of a commit, a dash for none.</summary>
    public static string Commit(string? commit) => commit is null ? "-" : commit[..Math.Min(10, commit.Length)];

    /// <summary><c>1 unit</c>, <c>3 units</c>.</summary>
    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}{(noun.EndsWith('s') ? "es" : "s")}";
}

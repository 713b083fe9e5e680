using Choo.Core.Agents;
using Choo.Views.Text;

namespace Choo.Views.Lines;

/// <summary>How an agent's turn ended, in words.</summary>
internal static class TurnText
{
    /// <summary><c>finished, 12.3 s, 12.3k tokens, $0.05</c>, or <c>timed out, 20:00 min: the turn took longer than its timeout</c>.</summary>
    public static string Of(AgentOutcome outcome)
    {
        List<string> parts = [Verdict(outcome.Verdict), Amounts.Duration(outcome.DurationMs)];
        if (outcome.Turns is { } turns)
        {
            parts.Add(Amounts.Count(turns, "model turn"));
        }

        if (Amounts.Total(outcome.Usage) is > 0 and var tokens)
        {
            parts.Add($"{Amounts.Tokens(tokens)} tokens");
        }

        if (outcome.Usage.CostUsd is { } cost)
        {
            parts.Add(Amounts.Cost(cost));
        }

        if (outcome.Denials.Length > 0)
        {
            parts.Add($"was denied {string.Join(", ", outcome.Denials)}");
        }

        return OneLine.Of($"{string.Join(", ", parts)}{(outcome.Error is { Length: > 0 } error ? $": {error}" : "")}");
    }

    private static string Verdict(AgentVerdict verdict) => verdict switch
    {
        AgentVerdict.Finished => "finished",
        AgentVerdict.LimitReached => "at its usage limit",
        AgentVerdict.Overloaded => "overloaded",
        AgentVerdict.Unauthorized => "not signed in",
        AgentVerdict.OutOfTurns => "out of model turns",
        AgentVerdict.TimedOut => "timed out",
        AgentVerdict.Silent => "silent for too long",
        AgentVerdict.OverBudget => "stopped by a budget",
        AgentVerdict.NotStarted => "not started",
        _ => "failed",
    };
}

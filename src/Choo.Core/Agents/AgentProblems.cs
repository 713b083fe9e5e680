using System.Collections.Immutable;
using System.Globalization;
using Choo.Core.Diagnostics;

namespace Choo.Core.Agents;

/// <summary>What a turn's outcome means to a person, as diagnostics.</summary>
public static class AgentProblems
{
    /// <summary>The problems of a turn: none when it finished and was refused nothing.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="agent">The agent's name.</param>
    /// <param name="log">Where its whole output is, as a person can open it; null when there is none.</param>
    public static ImmutableArray<Diagnostic> Of(AgentOutcome outcome, string agent, string? log)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var see = log is null ? "" : $"; its output is in {log}";
        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        if (Explain(outcome) is { } problem)
        {
            problems.Add(problem.Code.Because($"{agent} {problem.Text}{see}"));
        }

        if (!outcome.Denials.IsEmpty)
        {
            var tools = string.Join(", ", outcome.Denials.Distinct());
            problems.Add(DiagnosticCodes.AgentDenied.Because($"{agent} was denied {tools}; allow it in provider.providers.{agent}.args{see}"));
        }

        return problems.ToImmutable();
    }

    private static (DiagnosticCode Code, string Text)? Explain(AgentOutcome outcome) => outcome.Verdict switch
    {
        AgentVerdict.Finished => null,
        AgentVerdict.Failed => (DiagnosticCodes.AgentEndedInError, $"failed: {outcome.Error}"),
        AgentVerdict.LimitReached => (DiagnosticCodes.AgentLimitReached, $"reached its usage limit{Until(outcome.ResetsAt)}: {outcome.Error}"),
        AgentVerdict.Overloaded => (DiagnosticCodes.AgentOverloaded, $"reported that its provider is overloaded: {outcome.Error}"),
        AgentVerdict.Unauthorized => (DiagnosticCodes.AgentUnauthorized, $"had its credentials rejected by the provider; sign in again or check its key: {outcome.Error}"),
        AgentVerdict.OutOfTurns => (DiagnosticCodes.AgentOutOfTurns, $"stopped at its own turn limit: {outcome.Error}"),
        AgentVerdict.TimedOut => (DiagnosticCodes.AgentTimedOut, $"was stopped after {Seconds(outcome)} s: {outcome.Error} (timeouts.turn)"),
        AgentVerdict.Silent => (DiagnosticCodes.AgentSilent, $"was stopped after {Seconds(outcome)} s: {outcome.Error} (timeouts.silence)"),
        AgentVerdict.OverBudget => (DiagnosticCodes.BudgetReached, $"was stopped after {Seconds(outcome)} s: {outcome.Error}"),
        AgentVerdict.NotStarted => (DiagnosticCodes.AgentNotStarted, $"did not start: {outcome.Error}"),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static string Until(DateTimeOffset? resetsAt) =>
        resetsAt is { } at ? $" until {at.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)}" : "";

    private static string Seconds(AgentOutcome outcome) => (outcome.DurationMs / 1000).ToString(CultureInfo.InvariantCulture);
}

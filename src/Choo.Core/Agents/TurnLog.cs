namespace Choo.Core.Agents;

/// <summary>What the log of a turn says whose end choo did not live to see.</summary>
public static class TurnLog
{
    /// <summary>How the turn ended when its agent's last word is that it was finished; null in every other case: a stop may be what made it fail.</summary>
    /// <param name="dialect">The agent's dialect.</param>
    /// <param name="lines">The log's lines; each need be good only until the next.</param>
    /// <param name="duration">How long the turn took.</param>
    public static AgentOutcome? Finished(AgentDialect dialect, IEnumerable<ReadOnlyMemory<byte>> lines, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(lines);
        var reader = dialect.NewReader();
        foreach (var line in lines)
        {
            reader.Feed(line.Span, static _ => { });
        }

        var outcome = reader.FinalEventSeen ? reader.End(new AgentEnd { ExitCode = 0, DurationMs = (long)Math.Max(0, duration.TotalMilliseconds) }) : null;
        return outcome is { Verdict: AgentVerdict.Finished } ? outcome : null;
    }
}

namespace Choo.Core.Agents;

/// <summary>How an agent's process ended: what its stream cannot know itself.</summary>
public sealed record AgentEnd
{
    /// <summary>The process's exit code; 128 + signal when a signal ended it.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Wall time in milliseconds.</summary>
    public required long DurationMs { get; init; }

    /// <summary>The end of its standard error.</summary>
    public string ErrorTail { get; init; } = "";

    /// <summary>Whether it was ended because the turn timed out.</summary>
    public bool TimedOut { get; init; }

    /// <summary>Whether it was ended because it printed nothing for too long.</summary>
    public bool Silent { get; init; }

    /// <summary>Whether it was stopped because a budget was used up.</summary>
    public bool Halted { get; init; }

    /// <summary>When it ended, in the machine's local offset: limits are reported in local time of day ("resets 3pm").</summary>
    public DateTimeOffset EndedAt { get; init; }
}

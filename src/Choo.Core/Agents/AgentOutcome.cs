using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Choo.Core.Json;

namespace Choo.Core.Agents;

/// <summary>How a turn ended, judged by the agent's own output and process. The gate and the diff decide what it was worth.</summary>
[JsonConverter(typeof(SnakeCaseEnum<AgentVerdict>))]
public enum AgentVerdict
{
    /// <summary>The agent reported that it was finished (a final event without error), or, for a plain command, it exited 0.</summary>
    Finished,

    /// <summary>The agent ended with an error of its own, or without a final event.</summary>
    Failed,

    /// <summary>The provider's usage limit was reached.</summary>
    LimitReached,

    /// <summary>The provider was overloaded.</summary>
    Overloaded,

    /// <summary>The provider refused the credentials.</summary>
    Unauthorized,

    /// <summary>The agent reached its own turn limit.</summary>
    OutOfTurns,

    /// <summary>The turn took longer than the turn time-out; its process tree was stopped.</summary>
    TimedOut,

    /// <summary>The agent printed nothing for longer than the silence time-out; its process tree was stopped.</summary>
    Silent,

    /// <summary>A budget was used up; its tree was ended.</summary>
    OverBudget,

    /// <summary>Its program could not be started.</summary>
    NotStarted,
}

/// <summary>Tokens and money of one turn; money only where the agent reports it.</summary>
/// <param name="InputTokens">Tokens read, including cached ones.</param>
/// <param name="OutputTokens">Tokens written.</param>
/// <param name="CostUsd">US dollars, null when not reported.</param>
public sealed record AgentUsage(long InputTokens, long OutputTokens, decimal? CostUsd)
{
    /// <summary>No usage.</summary>
    public static AgentUsage None { get; } = new(0, 0, null);

    /// <summary>The sum of two.</summary>
    public AgentUsage Plus(AgentUsage other) => new(
        InputTokens + other.InputTokens,
        OutputTokens + other.OutputTokens,
        (CostUsd, other.CostUsd) is (null, null) ? null : (CostUsd ?? 0) + (other.CostUsd ?? 0));
}

/// <summary>What is known of a turn after it ended.</summary>
public sealed record AgentOutcome
{
    /// <summary>How it ended.</summary>
    public required AgentVerdict Verdict { get; init; }

    /// <summary>The process's exit code; -1 when it did not start.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Wall time in milliseconds.</summary>
    public required long DurationMs { get; init; }

    /// <summary>The session (claude) or thread (codex) id of its first event.</summary>
    public string? Session { get; init; }

    /// <summary>Model turns, where reported.</summary>
    public int? Turns { get; init; }

    /// <summary>Tokens and cost.</summary>
    public AgentUsage Usage { get; init => field = value ?? AgentUsage.None; } = AgentUsage.None;

    /// <summary>Names of the tools it was refused.</summary>
    public ImmutableArray<string> Denials { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The line in which a command of its reported that the agent's own sandbox failed or forbade writing; null when none did.</summary>
    public string? SandboxFailure { get; init; }

    /// <summary>Its whole last message, at most 65,536 characters; of a plain program the last 32,768 bytes that it printed. It is for choo alone and in no journal.</summary>
    [JsonIgnore]
    public string Answer { get; init => field = value ?? ""; } = "";

    /// <summary>Its last words, at most 2,000 characters.</summary>
    public string LastWords { get; init => field = value ?? ""; } = "";

    /// <summary>Why it failed, in a line; null when it finished.</summary>
    public string? Error { get; init; }

    /// <summary>When a reached limit is lifted, where the provider said so.</summary>
    public DateTimeOffset? ResetsAt { get; init; }
}

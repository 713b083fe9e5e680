using Choo.Core.Agents;

namespace Choo.Core.State;

/// <summary>What a task took over all starts of the run.</summary>
/// <param name="Attempts">Turns that were judged.</param>
/// <param name="Turns">Turns that ended, also those that only found their provider at its limit.</param>
/// <param name="DurationMs">How long its turns and gates ran, in milliseconds.</param>
/// <param name="Usage">Tokens and cost of its turns.</param>
public sealed record TaskWork(int Attempts, int Turns, long DurationMs, AgentUsage Usage)
{
    /// <summary>No work yet.</summary>
    public static TaskWork None { get; } = new(0, 0, 0, AgentUsage.None);

    /// <summary>With one more turn.</summary>
    public TaskWork With(AgentOutcome turn) => this with
    {
        Turns = Turns + 1,
        DurationMs = DurationMs + turn.DurationMs,
        Usage = Usage.Plus(turn.Usage),
    };
}

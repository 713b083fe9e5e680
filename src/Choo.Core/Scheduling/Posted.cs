using Choo.Core.Agents;
using Choo.Core.Events;

namespace Choo.Core.Scheduling;

/// <summary>What reaches the loop. A closed set.</summary>
internal abstract record Posted
{
    private Posted()
    {
    }

    /// <summary>Something happened.</summary>
    /// <param name="Unit">The unit; null when it is the run's.</param>
    /// <param name="Task">The task; null when it is the unit's.</param>
    /// <param name="Data">What.</param>
    public sealed record Event(string? Unit, int? Task, EventData Data) : Posted
    {
        /// <summary>Completed when it is on the disk; null when nobody waits for that.</summary>
        public TaskCompletionSource? Done { get; init; }

        /// <summary>When it happened, for what an earlier start of the run did and did not record; null for what happens now.</summary>
        public DateTimeOffset? Found { get; init; }
    }

    /// <summary>A turn asks to start.</summary>
    /// <param name="Request">Which.</param>
    public sealed record Turn(TurnRequest Request) : Posted;

    /// <summary>A running turn reports its usage.</summary>
    /// <param name="Unit">The unit.</param>
    /// <param name="Used">What it has used so far.</param>
    public sealed record Usage(string Unit, AgentUsage Used) : Posted;

    /// <summary>A flow hands its result back, as an action for the loop's thread.</summary>
    /// <param name="Apply">The action.</param>
    public sealed record Result(Action Apply) : Posted;

    /// <summary>Only time has passed.</summary>
    public sealed record Alarm : Posted;
}

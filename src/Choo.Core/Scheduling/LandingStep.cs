using System.Collections.Immutable;
using Choo.Core.Events;

namespace Choo.Core.Scheduling;

/// <summary>What the loop does next for the landing queue. A closed set.</summary>
internal abstract record LandingStep
{
    private LandingStep()
    {
    }

    /// <summary>Something happened to a unit.</summary>
    /// <param name="Unit">The unit.</param>
    /// <param name="Data">What.</param>
    public sealed record Event(string Unit, EventData Data) : LandingStep;

    /// <summary>The target moved too often before the unit could land.</summary>
    /// <param name="Unit">The unit.</param>
    public sealed record GiveUp(string Unit) : LandingStep;

    /// <summary>Something outside that takes time.</summary>
    /// <param name="Units">The ids of the units that it is about.</param>
    /// <param name="RunAsync">Does it, and returns what the loop has to do when it is done.</param>
    public sealed record Flow(ImmutableArray<string> Units, Func<CancellationToken, Task<Action>> RunAsync) : LandingStep
    {
        /// <summary>Recorded for each unit before it begins; null when nothing is.</summary>
        public EventData? Begins { get; init; }

        /// <summary>What the loop has to do when it threw, before the units fail.</summary>
        public Action Broken { get; init; } = () => { };
    }
}

using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Core.Scheduling;

/// <summary>
/// The one writer of a run's journal: numbers each event, takes secrets out of it and folds it into the state at once; <see cref="Publish"/>
/// writes those that have come together and shows them. Touched by the loop alone.
/// </summary>
internal sealed class EventRecorder(RunState state, RunLoopOptions options)
{
    private readonly List<RunEvent> batch = [];
    private long seq = options.LastSeq;

    /// <summary>Whether it has recorded that this start of the run began.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Told of a unit that was to land and ended otherwise.</summary>
    public Action<string> LeftLanding { get; set; } = _ => { };

    /// <summary>Told of each unit that failed (true) or waits for a person (false).</summary>
    public Action<string, bool> Left { get; set; } = (_, _) => { };

    /// <summary>Records an event.</summary>
    /// <param name="unit">The unit; null when it is the run's.</param>
    /// <param name="task">The task; null when it is the unit's.</param>
    /// <param name="data">What happened.</param>
    /// <param name="time">When; null for now.</param>
    public void Record(string? unit, int? task, EventData data, DateTimeOffset? time = null)
    {
        var e = Event(++seq, unit, task, data, time);
        var before = unit is null ? null : state.StateOf(unit);
        state.Apply(e);
        batch.Add(e);
        HasBegun |= data is RunStarted or RunResumed;
        if (unit is null || state.StateOf(unit) is not (UnitState.Failed or UnitState.Waiting) || before == state.StateOf(unit))
        {
            return;
        }

        if (before == UnitState.Merging)
        {
            LeftLanding(unit);
        }

        Left(unit, state.StateOf(unit) == UnitState.Failed);
    }

    /// <summary>Shows what is not journaled.</summary>
    public void Show(string? unit, int? task, AgentActivity activity) => options.Watch(Event(0, unit, task, activity, null), state);

    /// <summary>Writes what was recorded since the last time, and shows it.</summary>
    public void Publish(bool durable)
    {
        if (batch.Count == 0)
        {
            return;
        }

        options.Journal.Append(batch, durable);
        foreach (var e in batch)
        {
            options.Watch(e, state);
        }

        batch.Clear();
    }

    private RunEvent Event(long number, string? unit, int? task, EventData data, DateTimeOffset? time) =>
        new(number, time ?? options.Clock.GetUtcNow(), options.Run, unit, task, EventSecrets.Redact(data, options.Redactor));
}

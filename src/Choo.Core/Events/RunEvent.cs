namespace Choo.Core.Events;

/// <summary>One line of the journal: what happened, when, and to what.</summary>
/// <param name="Seq">1, 2, 3 … within a run, without gaps.</param>
/// <param name="Time">UTC, kept to the millisecond.</param>
/// <param name="Run">The run's id.</param>
/// <param name="Unit">The unit it concerns, null when it concerns the run.</param>
/// <param name="Task">The task's number, null when it concerns the unit or the run.</param>
/// <param name="Data">What happened.</param>
public sealed record RunEvent(long Seq, DateTimeOffset Time, string Run, string? Unit, int? Task, EventData Data)
{
    /// <summary>The name on the wire.</summary>
    public string Type => Data.Type;
}

using Choo.Core.Events;

namespace Choo.Core.State;

/// <content>How long was worked: over all starts of the run, without what lies between them.</content>
public sealed partial class RunState
{
    private WorkedTime worked;
    private DateTimeOffset last;

    /// <summary>How often the run was started: 1, and one more for each resume.</summary>
    public int Starts { get; private set; } = 1;

    /// <summary>When its newest event happened.</summary>
    public DateTimeOffset Newest => last;

    /// <summary>How long the run itself worked, up to its newest event.</summary>
    public TimeSpan Worked => worked.Until(last);

    /// <summary>How long a unit was at work or landing, up to the run's newest event; null when it never started.</summary>
    public TimeSpan? WorkedOn(UnitProgress unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit.Started is null ? null : unit.Worked.Until(last);
    }

    /// <summary>When the run begins: the state is made of its first event, which has the time.</summary>
    public void BeginAt(DateTimeOffset time) => (worked, last) = (worked.Open(time), time);

    private void TakeTime(RunEvent e)
    {
        if (e.Data is RunResumed)
        {
            // A run that was killed has no end: it worked at least until its newest event.
            Starts++;
            CloseAll(last);
            worked = worked.Open(e.Time);
        }
        else if (e.Data is RunCompleted or RunFailed or RunInterrupted)
        {
            CloseAll(e.Time);
        }
        else if (Starts == 1 && End is null)
        {
            worked = worked.Open(e.Time);
        }

        last = e.Time > last ? e.Time : last;
    }

    private void CloseAll(DateTimeOffset at)
    {
        worked = worked.Close(at);
        foreach (var unit in units)
        {
            unit.Worked = unit.Worked.Close(at);
        }
    }

    /// <summary>Time counts while a unit is at work and while it lands.</summary>
    private static void TakeTime(UnitProgress unit, RunEvent e) =>
        unit.Worked = unit.IsAtWork || unit.State == UnitState.Merging ? unit.Worked.Open(e.Time) : unit.Worked.Close(e.Time);
}

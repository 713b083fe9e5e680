using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Views.Logs;

/// <summary>Finds a unit's logs in the events of a run, in the order they were written.</summary>
/// <param name="unit">The unit.</param>
/// <param name="task">Only this task's, null for all.</param>
/// <param name="attempt">Only this attempt's, null for all.</param>
internal sealed class LogIndex(string unit, int? task, int? attempt)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> ends = new(StringComparer.Ordinal);
    private string? open;
    private int current;

    /// <summary>Whether the events so far say that nothing more will come.</summary>
    public bool IsOver { get; private set; }

    /// <summary>How the log of a name ended, in a line; null while it goes on.</summary>
    public string? EndOf(string log) => ends.GetValueOrDefault(log);

    /// <summary>The logs that an event names, without those that were returned before.</summary>
    public IEnumerable<LogEntry> Take(RunEvent e)
    {
        if (e.Unit is null)
        {
            IsOver = e.Data switch { RunCompleted or RunFailed or RunInterrupted => true, RunResumed => false, _ => IsOver };
            return [];
        }

        if (e.Unit != unit)
        {
            return [];
        }

        IsOver = e.Data is UnitCompleted or UnitFailed or UnitBlocked or UnitWaiting;
        return Entries(e).Where(entry => Wanted(entry) && known.Add(entry.Log));
    }

    private IEnumerable<LogEntry> Entries(RunEvent e)
    {
        switch (e.Data)
        {
            case AgentInvoked invoked:
                (current, open) = (invoked.Attempt, invoked.Log);
                return [new LogEntry(e.Task, current, $"agent {invoked.Provider}", invoked.Log) { IsAgent = true }];
            case AgentDone done when open is not null:
                ends[open] = TurnText.Of(done.Outcome);
                open = null;
                return [];
            case RedFirstChecked check:
                return Of(e, 0, [check.Evidence]);
            case ValidationPassed passed:
                return Of(e, current, [passed.Evidence]);
            case ValidationFailed { Evidence: { } evidence }:
                return Of(e, current, [evidence]);
            case BaselinePassed passed:
                return Of(e, 0, passed.Evidence);
            case BaselineFailed failed:
                return Of(e, 0, failed.Evidence);
            case UnitMerged merged:
                return Of(e, 0, merged.Evidence);
            case UnitCommandRan ran:
                return Of(e, 0, [ran.Evidence]);
            case TestsChanged { Log: { } log }:
                return [new LogEntry(null, 0, "the old tests on the new code", log)];
            case NewTestsChecked { Log: { } log }:
                return [new LogEntry(null, 0, "the new tests on the code before", log)];
            default:
                return [];
        }
    }

    private IEnumerable<LogEntry> Of(RunEvent e, int attempt, IEnumerable<Evidence> evidence)
    {
        foreach (var gate in evidence.Where(gate => gate.Log is not null))
        {
            ends[gate.Log!] = gate.Passed ? $"passed, {Amounts.Duration(gate.DurationMs)}" : $"failed: {GateLines.How(gate)}";
            yield return new LogEntry(e.Task, attempt, $"gate {gate.Gate} ({gate.Command})", gate.Log!);
        }
    }

    private bool Wanted(LogEntry entry) => (task is null || entry.Task == task) && (attempt is null || entry.Attempt == attempt);
}

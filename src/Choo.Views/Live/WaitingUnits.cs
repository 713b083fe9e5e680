using System.Collections.Immutable;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Views.Lines;

namespace Choo.Views.Live;

/// <summary>The units of a run that have not started: how many there are, and what the first few wait for. Costs what changed, not what there is.</summary>
internal sealed class WaitingUnits
{
    private const int Shown = 4;
    private readonly SortedSet<int> waiting = [];
    private readonly Dictionary<string, int> indexes = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => waiting.Count;

    /// <summary>Takes an event in, after the state did.</summary>
    public void Take(RunEvent e, RunState state)
    {
        if (e.Data is RunStarted or RunResumed or UnitsAdded)
        {
            Fill(state);
        }
        else if (e.Unit is not null && e.Data is UnitStarted or UnitVerified or UnitLanding or UnitCompleted or UnitFailed or UnitWaiting or UnitBlocked
            && indexes.TryGetValue(e.Unit, out var index))
        {
            waiting.Remove(index);
        }
    }

    /// <summary>The first few in the order of the plan.</summary>
    public ImmutableArray<LiveRow> Rows(RunState state) => [.. waiting.Take(Shown).Select(index => state.Units[index]).Select(unit =>
        new LiveRow(unit.Id, PhaseText.Waits(unit, state), default) { Tasks = $"{unit.CompletedTasks}/{unit.Planned.Tasks.Length}" })];

    private void Fill(RunState state)
    {
        waiting.Clear();
        for (var i = 0; i < state.Units.Count; i++)
        {
            indexes[state.Units[i].Id] = i;
            if (state.Units[i].State is UnitState.Pending or UnitState.Ready)
            {
                waiting.Add(i);
            }
        }
    }
}

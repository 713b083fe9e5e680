using Choo.Core.Events;
using Choo.Core.Graphs;

namespace Choo.Core.State;

/// <content>A run that had ended goes on, perhaps by other specs.</content>
public sealed partial class RunState
{
    private string? retried;

    /// <summary>Units that left the run because the target does not have their specs any more.</summary>
    public IReadOnlyList<UnitProgress> Gone { get; private set; } = [];

    private static (DependencyGraph Graph, int[] Heights, int[] Missing) Order(UnitProgress[] units)
    {
        var graph = new DependencyGraph([.. units.Select(unit => unit.Id)], i => units[i].Planned.DependsOn);
        return (graph, graph.Heights(i => Math.Max(1, units[i].Planned.Tasks.Length)), new int[units.Length]);
    }

    /// <summary>The specs of some units changed: what depends on what is found anew.</summary>
    private void Respecify(SpecsUpdated updated, RunEvent e)
    {
        Gone = [.. Gone, .. units.Where(unit => updated.Gone.Contains(unit.Id))];
        units = [.. units.Where(unit => !updated.Gone.Contains(unit.Id))];
        (graph, heights, missing) = Order(units);
        foreach (var change in updated.Changed)
        {
            if (graph.TryIndexOf(change.Unit.Id, out var index))
            {
                UnitFold.Respecify(units[index], change, updated.Commit);
            }
        }

        (graph, heights, missing) = Order(units);
        Reopen(e);
    }

    /// <summary>Whether a unit stays as it ended: it is complete, or another is retried alone. What is blocked is looked at again in any case.</summary>
    private bool Stays(UnitProgress unit) => unit.State switch
    {
        UnitState.Complete => true,
        UnitState.Failed or UnitState.Waiting => retried is not null && retried != unit.Id,
        _ => false,
    };

    /// <summary>After an end of any kind: what was under way, failed, blocked or waiting gets another chance; what is complete stays so.</summary>
    private void Reopen(RunEvent resumed)
    {
        End = null;
        OverBudget = null;
        finishing = false;
        running = atWork = finished = 0;
        Counts = new RunCounts(0, 0, 0, 0);
        newlyReady.Clear();
        toBlock.Clear();
        ready.Clear();
        joining.Clear();
        for (var i = 0; i < units.Length; i++)
        {
            missing[i] = graph.Dependencies[i].Count(dependency => units[dependency].State != UnitState.Complete);
        }

        for (var i = 0; i < units.Length; i++)
        {
            if (Stays(units[i]))
            {
                finished++;
                Counts = Counts.With(units[i].State, 1);
            }
            else
            {
                Reopen(i, resumed);
            }
        }

        BlockBehindFailures();
    }

    private void Reopen(int index, RunEvent resumed)
    {
        UnitFold.Reopen(units[index]);
        TakeTime(units[index], resumed);
        if (units[index].State == UnitState.Merging)
        {
            if (ready.JoinOrWait(index))
            {
                joining.Enqueue(index);
            }
        }
        else if (missing[index] == 0 || BelowOf(index) is not null)
        {
            newlyReady.Enqueue(index);
        }
    }
}

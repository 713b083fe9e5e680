using Choo.Core.Events;

namespace Choo.Core.State;

/// <content>What a unit's end means for those that depend on it or wait for its locks.</content>
public sealed partial class RunState
{
    /// <summary>The lock that keeps a ready unit from starting, and the unit that holds it; null when none does.</summary>
    public (string Lock, UnitProgress Holder)? LockHeldFor(UnitProgress unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit.State == UnitState.Ready && ready.Refuses(graph.IndexOf(unit.Id)) is { } held ? (held.Lock, units[held.Holder]) : null;
    }

    /// <summary>Units join the run while it goes on. Those that it has already are left out, and all of them where some would wait for each other: such a run would never end.</summary>
    private void Extend(UnitsAdded added)
    {
        var fresh = added.Units.Where(unit => !graph.TryIndexOf(unit.Id, out _)).DistinctBy(unit => unit.Id).Select(unit => new UnitProgress(unit, added.Commit));
        UnitProgress[] all = [.. units, .. fresh];
        var (extended, longer, lacks) = Order(all);
        if (all.Length == units.Length || extended.HasCycle)
        {
            return;
        }

        missing.CopyTo(lacks, 0);
        var first = units.Length;
        (units, graph, heights, missing) = (all, extended, longer, lacks);
        for (var i = first; i < units.Length; i++)
        {
            missing[i] = graph.Dependencies[i].Count(dependency => units[dependency].State != UnitState.Complete);
            if (missing[i] == 0 || BelowOf(i) is not null)
            {
                newlyReady.Enqueue(i);
            }
        }

        ready.Reorder(index => heights[index]);
        BlockBehindFailures();
    }

    private void BlockBehindFailures()
    {
        for (var i = 0; i < units.Length; i++)
        {
            if (units[i].State is UnitState.Failed or UnitState.Waiting)
            {
                Block(i, i);
            }
        }
    }

    private void Release(int index)
    {
        foreach (var dependent in graph.Dependents[index])
        {
            if (--missing[dependent] == 0 || BelowOf(dependent) is not null)
            {
                newlyReady.Enqueue(dependent);
            }
        }
    }

    private void Block(int root, int from)
    {
        var stack = new Stack<int>();
        stack.Push(from);
        var seen = new HashSet<int> { from };
        while (stack.TryPop(out var unit))
        {
            foreach (var dependent in graph.Dependents[unit])
            {
                // What stands behind a unit that is blocked already is blocked with it.
                if (units[dependent].State is UnitState.Pending or UnitState.Ready or UnitState.Blocked && seen.Add(dependent))
                {
                    toBlock.Enqueue((dependent, root));
                    stack.Push(dependent);
                }
            }
        }
    }
}

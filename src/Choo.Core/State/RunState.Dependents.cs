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

    private void Release(int index)
    {
        foreach (var dependent in graph.Dependents[index])
        {
            if (--missing[dependent] == 0)
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

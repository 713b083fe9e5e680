using Choo.Core.Priorities;

namespace Choo.Core.State;

/// <summary>
/// The units that are ready, in the order in which they get slots, with the locks that they need. A unit whose lock is held is set aside until the
/// holder has ended: then the most urgent one of each provider that waits for the lock is looked at again. So the cost follows what changed.
/// </summary>
internal sealed class ReadyUnits
{
    private readonly Func<int, UnitProgress> unitAt;
    private readonly Ages ages = new();
    private readonly ReadyQueue queue;
    private readonly LockTable locks = new();
    private readonly Dictionary<string, ReadyQueue> waiting = new(StringComparer.Ordinal);
    private readonly SortedSet<int> toJoin = [];

    public ReadyUnits(Func<int, UnitProgress> unitAt) => (this.unitAt, queue) = (unitAt, new ReadyQueue(ages));

    /// <summary>How many could start as far as locks are known, and whose provider is open.</summary>
    public int Count(ProviderStates providers) => queue.Count(providers);

    /// <summary>The lock that keeps a unit from starting, and who holds it; null when none does.</summary>
    public (string Lock, int Holder)? Refuses(int index) => locks.Refuses(index, unitAt(index).Planned.LockNames);

    /// <summary>A unit is ready.</summary>
    public void Add(int index, int height)
    {
        var unit = unitAt(index);
        queue.Add(unit.Provider, new Urgency
        {
            // What can land after one more turn goes ahead of what has not begun.
            IsReturned = unit.Repair is not null,
            Priority = unit.Planned.Priority ?? UnitPriority.P2,
            Height = height,
            Effort = unit.Planned.Effort ?? UnitEffort.M,
            Place = index,
        });
    }

    /// <summary>The most urgent unit, and the lock that it has to wait for; null when there is none.</summary>
    public (int Index, (string Lock, int Holder)? Waits)? TakeNext(ProviderStates providers)
    {
        while (queue.TryTake(providers, out var next))
        {
            var unit = unitAt(next.Place);
            if (unit.State != UnitState.Ready)
            {
                continue;
            }

            var held = Refuses(next.Place);
            if (held is { Lock: var name })
            {
                if (!waiting.TryGetValue(name, out var others))
                {
                    waiting[name] = others = new ReadyQueue(ages);
                }

                others.Return(unit.Provider, next);

                // It may have been the one that was to take another lock, which is free.
                Wake(unit);
            }

            return (next.Place, held);
        }

        return null;
    }

    /// <summary>A unit has its slot.</summary>
    public void Start(int index)
    {
        ages.Start(unitAt(index).Planned.Priority ?? UnitPriority.P2);
        locks.Take(index, unitAt(index).Planned.LockNames);
    }

    /// <summary>A unit has ended. Those that may queue to land now, since their locks are free.</summary>
    public IReadOnlyList<int> End(int index)
    {
        var names = unitAt(index).Planned.LockNames;
        if (names.IsEmpty)
        {
            return [];
        }

        locks.Release(index, names);
        int[] joining = [.. toJoin.Where(Join)];
        toJoin.ExceptWith(joining);
        Wake(unitAt(index));
        return joining;
    }

    /// <summary>A unit whose tasks were done before the run goes on is to land: true when it has its locks, else <see cref="End"/> gives it back.</summary>
    public bool JoinOrWait(int index) => Join(index) || !toJoin.Add(index);

    /// <summary>Chains of work became longer.</summary>
    public void Reorder(Func<int, int> heightOf)
    {
        queue.Reorder(heightOf);
        foreach (var others in waiting.Values)
        {
            others.Reorder(heightOf);
        }
    }

    /// <summary>Forgets everyone, and takes all locks back.</summary>
    public void Clear()
    {
        queue.Clear();
        locks.Clear();
        waiting.Clear();
        toJoin.Clear();
        ages.Clear();
    }

    private bool Join(int index)
    {
        if (unitAt(index).State != UnitState.Merging || Refuses(index) is not null)
        {
            return false;
        }

        locks.Take(index, unitAt(index).Planned.LockNames);
        return true;
    }

    private void Wake(UnitProgress unit)
    {
        foreach (var name in unit.Planned.LockNames)
        {
            if (locks.IsFree(name) && waiting.TryGetValue(name, out var others))
            {
                foreach (var (provider, next) in others.TakeFirst(index => unitAt(index).State == UnitState.Ready))
                {
                    queue.Return(provider, next);
                }
            }
        }
    }
}

using System.Collections.Immutable;
using Choo.Core.Events;

namespace Choo.Core.Escalation;

/// <summary>Which units of a run are complete, and which cannot start because of one.</summary>
internal sealed class PlannedGraph
{
    private readonly Dictionary<string, ImmutableArray<string>> needs = new(StringComparer.Ordinal);
    private readonly HashSet<string> complete = new(StringComparer.Ordinal);

    /// <summary>How many units the run has.</summary>
    public int Count => needs.Count;

    /// <summary>How many of them are complete.</summary>
    public int Complete => complete.Count;

    /// <summary>Takes in what an event says about the plan or about a unit's completion.</summary>
    public void Apply(RunEvent e)
    {
        switch (e.Data)
        {
            case RunStarted started:
                Add(started.Units);
                break;
            case UnitsAdded added:
                Add(added.Units.Where(unit => !needs.ContainsKey(unit.Id)));
                break;
            case SpecsUpdated updated:
                Add(updated.Changed.Select(change => change.Unit));
                foreach (var gone in updated.Gone)
                {
                    needs.Remove(gone);
                    complete.Remove(gone);
                }

                break;
            case UnitCompleted when e.Unit is { } unit && needs.ContainsKey(unit):
                complete.Add(unit);
                break;
            case UnitUndone when e.Unit is { } unit:
                complete.Remove(unit);
                break;
        }
    }

    /// <summary>All units that depend on one, over any number of others, and are not complete; ordinal by id.</summary>
    public ImmutableArray<string> Behind(string root)
    {
        var dependents = needs.SelectMany(unit => unit.Value.Select(need => (Need: need, Unit: unit.Key))).ToLookup(each => each.Need, each => each.Unit, StringComparer.Ordinal);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([root]);
        while (open.TryPop(out var unit))
        {
            foreach (var dependent in dependents[unit])
            {
                if (dependent != root && !complete.Contains(dependent) && found.Add(dependent))
                {
                    open.Push(dependent);
                }
            }
        }

        return [.. found];
    }

    private void Add(IEnumerable<PlannedUnit> units)
    {
        foreach (var unit in units)
        {
            needs[unit.Id] = unit.DependsOn;
        }
    }
}

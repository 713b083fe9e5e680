using System.Collections.Immutable;

namespace Choo.Core.Backlogs;

/// <summary>Gaps that wait for each other, in an order in which they can be worked on.</summary>
/// <param name="sorted">Gaps that nothing of their own keeps back, the most wanted first.</param>
/// <param name="known">All gaps by id.</param>
internal sealed class GapOrder(ImmutableArray<Gap> sorted, Dictionary<string, Gap> known)
{
    /// <summary>Each behind all that it waits for; of those that are free, the most wanted first. What waits for a gap that is not among them, or for itself, is left out.</summary>
    public ImmutableArray<Gap> Take()
    {
        var places = new Dictionary<string, int>(sorted.Length, StringComparer.OrdinalIgnoreCase);
        for (var place = 0; place < sorted.Length; place++)
        {
            places.TryAdd(sorted[place].Id, place);
        }

        var open = new int[sorted.Length];
        var dependents = new List<int>?[sorted.Length];
        var free = new PriorityQueue<int, int>();
        for (var place = 0; place < sorted.Length; place++)
        {
            foreach (var id in sorted[place].DependsOn.Where(id => !known.TryGetValue(id, out var other) || other.Status != GapStatus.Done).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                // One that is not among them never comes, so its dependent is never free.
                open[place]++;
                if (places.TryGetValue(id, out var first))
                {
                    (dependents[first] ??= []).Add(place);
                }
            }

            if (open[place] == 0)
            {
                free.Enqueue(place, place);
            }
        }

        var order = ImmutableArray.CreateBuilder<Gap>(sorted.Length);
        while (free.TryDequeue(out var next, out _))
        {
            order.Add(sorted[next]);
            foreach (var dependent in dependents[next] ?? [])
            {
                if (--open[dependent] == 0)
                {
                    free.Enqueue(dependent, dependent);
                }
            }
        }

        return order.ToImmutable();
    }
}

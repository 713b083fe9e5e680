namespace Choo.Core.State;

/// <summary>Units that wait for a slot, by provider and urgency: those of a parked provider keep nobody else back, and are not looked at.</summary>
internal sealed class ReadyQueue
{
    private readonly SortedDictionary<string, PriorityQueue<int, (int Height, int Index)>> queues = new(StringComparer.Ordinal);

    /// <summary>How many wait whose provider is open.</summary>
    public int Count(ProviderStates providers) => queues.Where(each => !providers.IsParked(each.Key)).Sum(each => each.Value.Count);

    public void Add(string provider, int unit, int height)
    {
        if (!queues.TryGetValue(provider, out var queue))
        {
            queues[provider] = queue = new PriorityQueue<int, (int, int)>();
        }

        queue.Enqueue(unit, (-height, unit));
    }

    /// <summary>The most urgent unit whose provider is not parked.</summary>
    public bool TryTake(ProviderStates providers, out int unit)
    {
        PriorityQueue<int, (int Height, int Index)>? best = null;
        (int Height, int Index) urgency = default;
        foreach (var (provider, queue) in queues)
        {
            if (!providers.IsParked(provider) && queue.TryPeek(out _, out var first) && (best is null || first.CompareTo(urgency) < 0))
            {
                (best, urgency) = (queue, first);
            }
        }

        unit = best?.Dequeue() ?? -1;
        return best is not null;
    }

    public void Clear() => queues.Clear();
}

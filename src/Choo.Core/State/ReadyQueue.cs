using Choo.Core.Priorities;

namespace Choo.Core.State;

/// <summary>Units that wait, by provider and urgency: those of a paused provider keep nobody else back, and are not looked at.</summary>
internal sealed class ReadyQueue(Ages ages)
{
    // One queue a priority, and the last for units that were returned: within each, age changes nobody's order, so keys stay as they are.
    private readonly SortedDictionary<string, PriorityQueue<Urgency, Urgency>?[]> queues = new(StringComparer.Ordinal);

    private static int Returned => PriorityWords.Priorities.Count;

    /// <summary>How many wait whose provider is open.</summary>
    public int Count(ProviderStates providers) => queues.Where(each => !providers.IsPaused(each.Key)).Sum(each => each.Value.Sum(queue => queue?.Count ?? 0));

    /// <summary>A unit begins to wait.</summary>
    public void Add(string provider, Urgency unit) => Return(provider, unit with { Age = unit.IsReturned ? 0 : -ages.Of(unit.Priority) });

    /// <summary>A unit that was taken waits on, as old as it is.</summary>
    public void Return(string provider, Urgency unit)
    {
        if (!queues.TryGetValue(provider, out var own))
        {
            queues[provider] = own = new PriorityQueue<Urgency, Urgency>?[Returned + 1];
        }

        (own[unit.IsReturned ? Returned : (int)unit.Priority] ??= new()).Enqueue(unit, unit);
    }

    /// <summary>The most urgent unit whose provider is not paused.</summary>
    public bool TryTake(ProviderStates providers, out Urgency unit)
    {
        PriorityQueue<Urgency, Urgency>? best = null;
        unit = default;
        foreach (var (provider, own) in queues)
        {
            if (!providers.IsPaused(provider) && First(own) is { } queue && Aged(queue.Peek()) is var first && (best is null || first < unit))
            {
                (best, unit) = (queue, first);
            }
        }

        unit = best?.Dequeue() ?? default;
        return best is not null;
    }

    /// <summary>Takes the most urgent unit of each provider for which that holds; the others before it are forgotten.</summary>
    public IEnumerable<(string Provider, Urgency Unit)> TakeFirst(Func<int, bool> waits)
    {
        foreach (var (provider, own) in queues)
        {
            while (First(own) is { } queue)
            {
                var unit = queue.Dequeue();
                if (waits(unit.Place))
                {
                    yield return (provider, unit);
                    break;
                }
            }
        }
    }

    /// <summary>Chains of work became longer.</summary>
    public void Reorder(Func<int, int> heightOf)
    {
        foreach (var own in queues.Values)
        {
            for (var i = 0; i < own.Length; i++)
            {
                own[i] = own[i] is { } queue
                    ? new(queue.UnorderedItems.Select(each => each.Element with { Height = heightOf(each.Element.Place) }).Select(unit => (unit, unit)))
                    : null;
            }
        }
    }

    /// <summary>Forgets everyone.</summary>
    public void Clear() => queues.Clear();

    /// <summary>The queue whose first unit is the most urgent; null when all are empty.</summary>
    private PriorityQueue<Urgency, Urgency>? First(PriorityQueue<Urgency, Urgency>?[] own)
    {
        PriorityQueue<Urgency, Urgency>? best = null;
        Urgency urgency = default;
        foreach (var queue in own)
        {
            if (queue is { Count: > 0 } && Aged(queue.Peek()) is var first && (best is null || first < urgency))
            {
                (best, urgency) = (queue, first);
            }
        }

        return best;
    }

    private Urgency Aged(Urgency unit) => unit.IsReturned ? unit : unit with { Age = unit.Age + ages.Of(unit.Priority) };
}

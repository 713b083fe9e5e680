namespace Choo.Adapters.Forge.GitHub;

/// <summary>Answers by their address; when there are too many, those that were not used longest go. Safe for many threads.</summary>
/// <param name="mostBytes">The contents' size at most.</param>
/// <param name="mostEntries">How many at most.</param>
internal sealed class ResponseCache(int mostBytes = 32 << 20, int mostEntries = 1000)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Address, CachedResponse Response)>> entries = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Address, CachedResponse Response)> byUse = new();
    private long bytes;

    /// <summary>The answer that was kept of an address, null when none is.</summary>
    public CachedResponse? Find(string address)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(address, out var entry))
            {
                return null;
            }

            byUse.Remove(entry);
            byUse.AddFirst(entry);
            return entry.Value.Response;
        }
    }

    /// <summary>Keeps the newest answer of an address.</summary>
    public void Keep(string address, CachedResponse response)
    {
        lock (gate)
        {
            if (entries.TryGetValue(address, out var older))
            {
                Drop(older);
            }

            entries[address] = byUse.AddFirst((address, response));
            bytes += response.Content.Length;
            while (bytes > mostBytes || entries.Count > mostEntries)
            {
                Drop(byUse.Last!);
            }
        }
    }

    private void Drop(LinkedListNode<(string Address, CachedResponse Response)> entry)
    {
        byUse.Remove(entry);
        entries.Remove(entry.Value.Address);
        bytes -= entry.Value.Response.Content.Length;
    }
}

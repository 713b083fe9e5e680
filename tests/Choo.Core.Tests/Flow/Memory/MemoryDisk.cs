using Choo.Core.Ports;

namespace Choo.Core.Tests.Flow.Memory;

/// <summary>A disk with so many bytes free.</summary>
/// <param name="free">Free at first.</param>
/// <param name="outputs">What each call to drop build outputs gives free, in turn; nothing after them.</param>
internal sealed class MemoryDisk(long free, params long[] outputs) : IDisk
{
    private readonly Queue<long> left = new(outputs);
    private long free = free;

    /// <summary>How many worktrees of other units come back.</summary>
    public int Returns { get; set; }

    /// <summary>How often outputs were dropped.</summary>
    public int Drops { get; private set; }

    public long Free() => free;

    public Task<bool> NextReturnAsync(CancellationToken cancellationToken) => Task.FromResult(Returns-- > 0);

    public Task<int> DropOutputsAsync(CancellationToken cancellationToken)
    {
        Drops++;
        var dropped = left.Count > 0 ? left.Dequeue() : 0;
        free += dropped;
        return Task.FromResult(dropped > 0 ? 1 : 0);
    }
}

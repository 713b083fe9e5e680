using Choo.Adapters.Git;
using Choo.Core.Ports;

namespace Choo.Engine;

/// <summary>The disk under a pool of worktrees.</summary>
internal sealed class PoolDisk(WorktreePool pool, GitWorktrees worktrees, Func<long> free) : IDisk, IDisposable
{
    private readonly SemaphoreSlim dropping = new(1, 1);

    /// <inheritdoc/>
    public long Free() => free();

    /// <inheritdoc/>
    public Task<bool> NextReturnAsync(CancellationToken cancellationToken) => worktrees.Held.NextAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<int> DropOutputsAsync(CancellationToken cancellationToken)
    {
        // Two units that are short of room must not each see the pool empty while the other empties it.
        await dropping.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await pool.DropOutputsAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            dropping.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => dropping.Dispose();
}

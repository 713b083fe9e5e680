using System.Collections.Concurrent;
using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <summary>Rooms of the pool that are kept apart from the worktrees which agents get.</summary>
public sealed class CleanRooms(WorktreePool pool, PoolSettings settings) : ICleanRooms
{
    private readonly ConcurrentBag<PooledWorktree> idle = [];

    /// <inheritdoc/>
    public async Task<Worktree> EnterAsync(string commit, CancellationToken cancellationToken)
    {
        if (!idle.TryTake(out var room))
        {
            room = await pool.AddRoomAsync(commit, cancellationToken).ConfigureAwait(false);
            return new Worktree(room.Path, room.Name);
        }

        // A git that was ended with its proof may have left its locks.
        room.RemoveStaleLocks();
        await room.CheckOutAsync(settings, commit, cancellationToken).ConfigureAwait(false);
        await room.Git(settings).RunAsync(cancellationToken, "clean", "--quiet", "-ffd").ConfigureAwait(false);
        return new Worktree(room.Path, room.Name);
    }

    /// <inheritdoc/>
    public void Leave(Worktree room)
    {
        ArgumentNullException.ThrowIfNull(room);
        if (pool.Find(room.Name) is { } mine)
        {
            idle.Add(mine);
        }
    }
}

using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <content>Worktrees that are removed for good.</content>
public sealed partial class WorktreePool
{
    private volatile bool shrinks;

    /// <summary>
    /// From here on a worktree that nobody holds is removed at once, beside the work of the last units. One that is wanted after all, for a fix
    /// turn, is made anew; one that git will not remove now stays until the end.
    /// </summary>
    public void Shrink()
    {
        shrinks = true;
        var spares = new List<Task<PooledWorktree>>();
        while (TakeSpare() is { } spare)
        {
            spares.Add(spare);
        }

        spares.ForEach(spare => begun.Add(DropAsync(spare)));
    }

    /// <summary>An idle worktree that nobody waits for, which is planned for no more.</summary>
    private Task<PooledWorktree>? TakeSpare()
    {
        lock (planning)
        {
            if (Volatile.Read(ref waiting) > 0 || !idle.Reader.TryRead(out var next))
            {
                return null;
            }

            planned--;
            return next;
        }
    }

    private void PutBack(Task<PooledWorktree> spare)
    {
        lock (planning)
        {
            planned++;
        }

        idle.Writer.TryWrite(spare);
    }

    private async Task DropAsync(Task<PooledWorktree> spare)
    {
        // git does not stand that a worktree goes while another comes.
        await adding.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            var worktree = await spare.ConfigureAwait(false);
            if (File.Exists(Path.Combine(worktree.Path, ".gitmodules")))
            {
                // Commits in its submodules may keep it, and a fix turn is to find it again.
                PutBack(spare);
                return;
            }

            await RemoveAsync(worktree, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is PortException or IOException or UnauthorizedAccessException)
        {
            // The end of the run has another try, and says why.
        }
        finally
        {
            adding.Release();
        }
    }

    /// <summary>Removes a clean worktree for good; several may be removed at once.</summary>
    public async Task RemoveAsync(PooledWorktree worktree, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(worktree.Path) && !Directory.Exists(worktree.GitDir))
        {
            // Somebody else did.
            all.TryRemove(worktree.Name, out _);
            settings.Removed(worktree.Name);
            return;
        }

        // Without --force git itself refuses when something in it is not committed, but it would refuse for submodules alone. Nobody works in a room.
        string[] force = rooms.ContainsKey(worktree.Name) || await worktree.HasIdleSubmodulesAsync(settings, cancellationToken).ConfigureAwait(false) ? ["--force"] : [];
        var git = repository.Git with { MoreSettings = [$"core.excludesFile={settings.ExcludesFile}"] };
        var going = Path.Combine(worktree.GitDir, PooledWorktree.GoingName);
        File.WriteAllText(going, "");
        try
        {
            await git.RunAsync(cancellationToken, ["worktree", "remove", .. force, worktree.Path]).ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is PortException or OperationCanceledException && File.Exists(going) && File.Exists(Path.Combine(worktree.Path, ".git")))
        {
            File.Delete(going);
            throw;
        }

        all.TryRemove(worktree.Name, out _);
        if (all.IsEmpty)
        {
            RemoveEmptyRoot();
        }

        settings.Removed(worktree.Name);
    }

    /// <summary>Removes the folders of worktrees in which none is left.</summary>
    public void RemoveEmptyRoot()
    {
        lock (emptying)
        {
            foreach (var folder in Place.Folders.Where(Directory.Exists))
            {
                Ceiling.RemoveWithout(folder);
            }
        }
    }
}

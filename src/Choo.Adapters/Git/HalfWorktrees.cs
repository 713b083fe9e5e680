namespace Choo.Adapters.Git;

/// <summary>
/// Worktrees that git was making or removing when it was killed: git itself refuses to remove what has no whole link to its record, and never
/// lets go of a record that is locked.
/// </summary>
internal static class HalfWorktrees
{
    /// <summary>Removes those of choo's in a place, but for one in which there is more than a removal leaves. To be called while no git of choo's runs.</summary>
    public static async Task FinishAsync(Repository repository, WorktreePlace place, string excludes, CancellationToken cancellationToken)
    {
        var records = Path.Combine(repository.CommonDir, "worktrees");
        foreach (var record in Directory.Exists(records) ? Directory.GetDirectories(records) : [])
        {
            var worktree = new RegisteredWorktree(RegisteredWorktree.PathOf(record) ?? "", record);
            if (worktree.Path.Length > 0 && !place.Has(worktree.Path))
            {
                continue;
            }

            if (worktree.Lock == WorktreeEntry.Making || IsOfNone(worktree))
            {
                Remove(worktree.Path, record);
            }
            else if (File.Exists(Path.Combine(record, PooledWorktree.GoingName)) && worktree.Path.Length > 0)
            {
                await FinishRemovalAsync(repository, worktree, excludes, cancellationToken).ConfigureAwait(false);
            }
        }

        // The folder comes before the line in the record that names it.
        foreach (var folder in Directory.Exists(place.Root) ? Directory.GetDirectories(place.Root) : [])
        {
            if (Path.GetFileName(folder).All(char.IsAsciiDigit))
            {
                Ceiling.RemoveEmpty(folder);
            }
        }
    }

    /// <summary>Whether a record is of no worktree yet.</summary>
    public static bool Any(Repository repository) =>
        Path.Combine(repository.CommonDir, "worktrees") is var records && Directory.Exists(records) && Directory.GetDirectories(records).Any(record => RegisteredWorktree.PathOf(record) is null);

    /// <summary>Removes a worktree in which nobody has worked, with its record.</summary>
    public static void Remove(string path, string record)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        // The record last: without it nothing says that the folder is choo's.
        if (Directory.Exists(record))
        {
            Directory.Delete(record, recursive: true);
        }
    }

    /// <summary>
    /// git was killed before it had written which worktree it is, or after it had removed that: such a record is what <c>git worktree prune</c>
    /// removes. One that a person's git is making, or that a person locked, is locked
    /// and has more than that lock.
    /// </summary>
    private static bool IsOfNone(RegisteredWorktree worktree) => worktree.Path.Length == 0
        && (!File.Exists(Path.Combine(worktree.Record, "locked"))
            || (worktree.Lock == RegisteredWorktree.NoReason && Directory.GetFileSystemEntries(worktree.Record).Length == 1));

    private static async Task FinishRemovalAsync(Repository repository, RegisteredWorktree worktree, string excludes, CancellationToken cancellationToken)
    {
        var git = repository.Git.In(worktree.Path, worktree.Record) with { MoreSettings = [$"core.excludesFile={excludes}", .. GitSettings.Pooled] };
        if (Directory.Exists(worktree.Path))
        {
            File.Delete(Path.Combine(worktree.Record, "index.lock"));
            var status = await git.TryAsync(cancellationToken, GitIndex.Status).ConfigureAwait(false);
            if (Directory.Exists(Path.Combine(worktree.Record, "modules")) || !status.Succeeded || !status.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries).All(each => each.StartsWith(" D ", StringComparison.Ordinal)))
            {
                // Somebody worked in it after all: it is whole again, and what differs is saved like that of any other.
                File.WriteAllText(Path.Combine(worktree.Path, ".git"), $"gitdir: {worktree.Record}\n");
                File.Delete(Path.Combine(worktree.Record, PooledWorktree.GoingName));
                return;
            }
        }

        var head = RefFiles.Read(Path.Combine(worktree.Record, "HEAD")) ?? "";
        if (head.Length > 0 && !head.StartsWith("ref:", StringComparison.Ordinal))
        {
            await Backups.KeepUnheldAsync(repository.Git, "unknown", head, cancellationToken).ConfigureAwait(false);
        }

        Remove(worktree.Path, worktree.Record);
    }
}

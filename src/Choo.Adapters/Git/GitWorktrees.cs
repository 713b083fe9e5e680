using System.Collections.Concurrent;
using System.Collections.Immutable;
using Choo.Adapters.Files;
using Choo.Core.Diagnostics;
using Choo.Core.Landing;
using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <summary>The worktrees' port over the pool.</summary>
public sealed partial class GitWorktrees(WorktreePool pool, PoolSettings settings, GitObjects store) : IWorktrees
{
    private readonly ConcurrentDictionary<(string Commit, string Path), byte[]> read = new();
    private readonly UnitRefs unitRefs = new(pool.Repository, store, settings);
    private readonly Unsavable unsavable = new(settings);
    private readonly ConcurrentDictionary<string, bool> reserved = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> clean = new(StringComparer.Ordinal);
    private readonly ShortMove move = new(store, settings);

    /// <summary>The worktrees that units hold.</summary>
    internal HeldWorktrees Held { get; } = new();

    /// <inheritdoc/>
    public async Task<Worktree> AcquireAsync(string commit, CancellationToken cancellationToken)
    {
        var taken = await pool.TakeAsync(
            commit, async worktree => clean.TryRemove(worktree.Name, out _) && await move.TryAsync(worktree, commit, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        Held.Take(taken.Name);
        store.Prepare(commit);
        return new Worktree(taken.Path, taken.Name);
    }

    /// <inheritdoc/>
    public Task<Worktree?> ReclaimAsync(string name, CancellationToken cancellationToken)
    {
        var left = reserved.TryRemove(name, out _) ? pool.Find(name) : null;
        if (left is not null)
        {
            Held.Take(name);
        }

        return Task.FromResult(left is null ? null : new Worktree(left.Path, left.Name));
    }

    /// <summary>Keeps an adopted worktree out of the pool until its unit reclaims it.</summary>
    public void Reserve(string name) => reserved[name] = true;

    /// <inheritdoc/>
    public async Task<SavedWork?> ReleaseAsync(Worktree worktree, string unit, CancellationToken cancellationToken)
    {
        try
        {
            var saved = await CleanAsync(worktree, unit, cancellationToken).ConfigureAwait(false);
            if (saved is not null && !await GitIndex.IsCleanAsync(Own(worktree).Git(settings), cancellationToken).ConfigureAwait(false))
            {
                // git leaves a repository inside the repository where it is; the next unit is not to find it.
                pool.GiveUp();
                return saved;
            }

            clean[worktree.Name] = true;
            pool.Give(Own(worktree));
            return saved;
        }
        catch (PortException)
        {
            pool.GiveUp();
            throw;
        }
        finally
        {
            Held.Return(worktree.Name);
        }
    }

    /// <inheritdoc/>
    public void Keep(Worktree worktree)
    {
        pool.LeaveOut(worktree.Name);
        Held.Return(worktree.Name);
    }

    /// <inheritdoc/>
    public async Task TidyAsync(Worktree worktree, CancellationToken cancellationToken)
    {
        var git = GitIn(worktree);
        unsavable.RemoveReadByGit(worktree);
        await git.RunAsync(cancellationToken, "checkout-index", "--quiet", "--force", "--all").ConfigureAwait(false);
        await git.RunAsync(cancellationToken, "clean", "--quiet", "--force", "-d").ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> ChangedAsync(Worktree worktree, CancellationToken cancellationToken)
    {
        var changed = await GitIn(worktree).RunAsync(cancellationToken, "diff", "--name-only", "--no-ext-diff", "--no-renames", "--ignore-submodules=dirty", "-z").ConfigureAwait(false);
        return [.. changed.Split('\0', StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <inheritdoc/>
    public Task BeginMergeAsync(Worktree worktree, string theirs, MergeOutcome.Conflicted merge, CancellationToken cancellationToken) =>
        ConflictedMerge.BeginAsync(Own(worktree), GitIn(worktree), theirs, merge, cancellationToken);

    /// <inheritdoc/>
    public async Task<StagedTree> StageAsync(Worktree worktree, string comparedWith, CancellationToken cancellationToken)
    {
        var git = GitIn(worktree);
        await HiddenMarks.RemoveAsync(Own(worktree), git, cancellationToken).ConfigureAwait(false);
        var removed = unsavable.RemoveReadByGit(worktree);
        var (tree, differences, (nested, refused)) = await AddWorkAsync(worktree, git, comparedWith, cancellationToken).ConfigureAwait(false);
        var staged = RawDiff.Parse(tree, differences, nested) with
        {
            Refused = [.. removed, .. refused],
            Strays = StrayLinks.Of(Own(worktree), pool.Place, RawDiff.Entries(differences)),
        };
        if (!staged.Nested.IsEmpty)
        {
            // Out of the index, or git goes on taking the folder for a submodule when its .git is gone.
            var list = string.Join('\0', staged.Nested) + '\0';
            await git.RunAsync(list, cancellationToken, "update-index", "--force-remove", "-z", "--stdin").ConfigureAwait(false);
        }

        return staged;
    }

    /// <inheritdoc/>
    public async Task RestoreAsync(Worktree worktree, string commit, ImmutableArray<string> paths, CancellationToken cancellationToken)
    {
        var git = GitIn(worktree);
        var list = string.Join('\0', paths) + '\0';
        await git.RunAsync(list, cancellationToken, "reset", "--quiet", "--pathspec-from-file=-", "--pathspec-file-nul", commit).ConfigureAwait(false);

        // Names go in and out as bytes, and there may be more of them than a command line takes.
        var there = await git.RunAsync(cancellationToken, "ls-files", "-z", "--cached").ConfigureAwait(false);
        var known = there.Split('\0', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        known.IntersectWith(paths);

        // First: a file may stand where a folder has to be again.
        try
        {
            foreach (var path in paths.Where(path => !known.Contains(path)))
            {
                WorktreeFiles.Delete(worktree.Path, path);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new PortException(DiagnosticCodes.CannotWrite.Because($"an edit in {worktree.Name} cannot be undone: {refused.Message}"));
        }

        if (known.Count > 0)
        {
            await git.RunAsync(string.Join('\0', known) + '\0', cancellationToken, "checkout-index", "--force", "--stdin", "-z").ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<string> CommitAsync(Worktree worktree, string unit, NewCommit commit, CancellationToken cancellationToken)
    {
        var id = await store.CommitAsync(commit, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        await unitRefs.HoldAsync(unit).ConfigureAwait(false);
        await store.UpdateAsync(GitObjects.MoveHead(Own(worktree), id), $"update {ChooRefs.Unit(settings.Run, unit)} {id}").ConfigureAwait(false);
        unitRefs.Set(unit, id);
        return id;
    }

    /// <inheritdoc/>
    public async Task<SavedWork?> PutBackHeadAsync(Worktree worktree, string unit, string tip, CancellationToken cancellationToken)
    {
        Own(worktree).RemoveStaleLocks();
        Own(worktree).MendHead(tip);
        await unitRefs.HoldAsync(unit).ConfigureAwait(false);
        if (Own(worktree).Head == tip)
        {
            return null;
        }

        var git = GitIn(worktree);
        var head = await git.TryAsync(cancellationToken, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").ConfigureAwait(false);
        var saved = head.Succeeded && head.Text.Trim() != tip
            ? await Backups.KeepAsync(git, unit, head.Text.Trim(), cancellationToken).ConfigureAwait(false)
            : null;
        await store.UpdateAsync(GitObjects.MoveHead(Own(worktree), tip)).ConfigureAwait(false);
        return saved;
    }

    /// <inheritdoc/>
    public async Task<byte[]?> ReadAsync(string commit, string path, CancellationToken cancellationToken)
    {
        if (read.TryGetValue((commit, path), out var known))
        {
            return known;
        }

        var content = await store.ReadAsync(commit, path).ConfigureAwait(false);
        return content is null ? null : read[(commit, path)] = content;
    }

    /// <inheritdoc/>
    public Task<byte[]?> ReadFileAsync(Worktree worktree, string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(WorktreeFiles.Find(worktree.Path, path) is { } file && PlainFile.Read(file, PlainFile.Large) is { IsRead: true } read
            ? read.Content.ToArray()
            : null);
    }

    /// <inheritdoc/>
    public bool Has(Worktree worktree, string path) => Path.Exists(Path.Combine(worktree.Path, path));

    /// <inheritdoc/>
    public async Task WriteAsync(Worktree worktree, string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var file = Path.Combine(worktree.Path, path);
        try
        {
            WorktreeFiles.MakeWay(worktree.Path, path);
            await File.WriteAllBytesAsync(file, content, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new PortException(DiskRefusal.Code(refused.Message).At(path, 0, 0, $"{file} cannot be written: {refused.Message}"));
        }
    }

    /// <inheritdoc/>
    public DateTimeOffset? WrittenAt(Worktree worktree, string path) =>
        WorktreeFiles.Find(worktree.Path, path) is { } file ? File.GetLastWriteTimeUtc(file) : null;

    /// <inheritdoc/>
    public async Task<SavedWork?> CleanAsync(Worktree worktree, string unit, CancellationToken cancellationToken)
    {
        Own(worktree).RemoveStaleLocks();
        ConflictedMerge.End(Own(worktree));
        var git = GitIn(worktree);
        unsavable.RemoveSpecial(worktree);
        await HiddenMarks.RemoveAsync(Own(worktree), git, cancellationToken).ConfigureAwait(false);
        if (await GitIndex.IsCleanAsync(git, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var head = await git.RunAsync(cancellationToken, "rev-parse", "HEAD", "HEAD^{tree}").ConfigureAwait(false);
        var lines = head.Split('\n');
        var (tree, _, (_, refused)) = await AddWorkAsync(worktree, git, lines[0], cancellationToken).ConfigureAwait(false);
        SavedWork? saved = null;
        if (lines[1] != tree)
        {
            var message = $"Uncommitted work of {unit}\n\nChoo-Run: {settings.Run}\nChoo-Unit: {unit}\n";
            var commit = await store.CommitAsync(new NewCommit(tree, [lines[0]], message), cancellationToken).ConfigureAwait(false);
            saved = await Backups.KeepAsync(git, unit, commit, cancellationToken).ConfigureAwait(false);
        }

        unsavable.SetAside(worktree, refused);
        await git.RunAsync(cancellationToken, "reset", "--quiet", "--hard").ConfigureAwait(false);
        await git.RunAsync(cancellationToken, "clean", "--quiet", "--force", "-d").ConfigureAwait(false);
        return saved;
    }

    /// <summary>Keeps the commit a dead run's worktree is at, when no ref has it and it has something of its own.</summary>
    public async Task<SavedWork?> KeepHeadAsync(PooledWorktree worktree, string unit, CancellationToken cancellationToken)
    {
        var git = worktree.Git(settings);
        var head = await git.TryAsync(cancellationToken, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").ConfigureAwait(false);
        return head.Succeeded ? await Backups.KeepUnheldAsync(git, unit, head.Text.Trim(), cancellationToken).ConfigureAwait(false) : null;
    }

    private GitCall GitIn(Worktree worktree) => Own(worktree).Git(settings);

    private PooledWorktree Own(Worktree worktree) => pool.InUse(worktree.Name);
}

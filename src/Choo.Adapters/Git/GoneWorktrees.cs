using System.Collections.Immutable;
using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <summary>
/// Worktrees of the pool whose folders somebody deleted, all of <c>.choo</c> perhaps: git has them on record still, with a HEAD and an index
/// that may hold what nothing else does.
/// </summary>
internal static class GoneWorktrees
{
    /// <summary>
    /// Those below the folders of worktrees. None is where a folder may only not be mounted, where somebody locked it, and where submodules
    /// have repositories of their own in the record.
    /// </summary>
    public static ImmutableArray<RegisteredWorktree> Find(Repository repository, WorktreePlace place) =>
        [.. RegisteredWorktree.All(repository).Where(each => place.Has(each.Path) && place.IsGone(each.Path) && IsChoos(each))];

    /// <summary>Takes them off git's record; what only they had is kept first and returned with them. One whose HEAD is broken stays as it is.</summary>
    public static async Task<ImmutableArray<(RegisteredWorktree Worktree, SavedWork? Saved)>> ForgetAsync(
        Repository repository, WorktreePlace place, CancellationToken cancellationToken)
    {
        var forgotten = ImmutableArray.CreateBuilder<(RegisteredWorktree, SavedWork?)>();
        foreach (var gone in Find(repository, place))
        {
            var git = repository.Git.In(repository.Root, gone.Record) with { MoreSettings = ["user.name=choo", "user.email=choo@localhost"] };
            var head = await git.TryAsync(cancellationToken, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").ConfigureAwait(false);
            if (!head.Succeeded)
            {
                continue;
            }

            var last = await WithIndexAsync(git, gone, head.Text.Trim(), cancellationToken).ConfigureAwait(false);
            var saved = await Backups.KeepUnheldAsync(repository.Git, "unknown", last, cancellationToken).ConfigureAwait(false);
            if (gone.Lock.Length > 0)
            {
                await repository.Git.RunAsync(cancellationToken, "worktree", "unlock", gone.Path).ConfigureAwait(false);
            }

            await repository.Git.RunAsync(cancellationToken, "worktree", "remove", "--force", gone.Path).ConfigureAwait(false);
            forgotten.Add((gone, saved));
        }

        return forgotten.ToImmutable();
    }

    private static bool IsChoos(RegisteredWorktree worktree) => worktree.IsOfChoo && worktree.Lock is ("" or WorktreeEntry.Making)
        && !Directory.Exists(Path.Combine(worktree.Record, "modules"));

    /// <summary>HEAD, or a commit on it with what was staged and not committed.</summary>
    private static async Task<string> WithIndexAsync(GitCall git, RegisteredWorktree gone, string head, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(gone.Record, "index")))
        {
            return head;
        }

        var tree = await GitIndex.WriteTreeAsync(git, cancellationToken).ConfigureAwait(false);
        var known = await git.RunAsync(cancellationToken, "rev-parse", head + "^{tree}").ConfigureAwait(false);
        return tree == known
            ? head
            : await git.RunAsync(cancellationToken, "commit-tree", "-p", head, "-m", $"Staged work of {gone.Path}, which was deleted", tree).ConfigureAwait(false);
    }
}

using System.Collections.Immutable;
using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <summary>
/// Worktrees of the pool whose folders somebody deleted, all of <c>.choo</c> perhaps: git has them on record still, and would let no other
/// take their place.
/// </summary>
internal static class GoneWorktrees
{
    /// <summary>Those below a folder of worktrees. A folder outside of the repository may be one that is only not mounted: none is gone there.</summary>
    public static ImmutableArray<RegisteredWorktree> Find(Repository repository, string root) =>
        root.StartsWith(repository.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? [.. RegisteredWorktree.All(repository).Where(each => Path.GetDirectoryName(each.Path) == root && each.IsOfChoo && !Path.Exists(each.Path))]
            : [];

    /// <summary>Takes them off git's record; a commit that only they had is kept and returned.</summary>
    public static async Task<ImmutableArray<(RegisteredWorktree Worktree, SavedWork Saved)>> ForgetAsync(
        Repository repository, string root, CancellationToken cancellationToken)
    {
        var kept = ImmutableArray.CreateBuilder<(RegisteredWorktree, SavedWork)>();
        foreach (var gone in Find(repository, root))
        {
            var head = await repository.Git.TryAsync(cancellationToken, "rev-parse", "--verify", "--quiet", $"{gone.Head}^{{commit}}").ConfigureAwait(false);
            if (head.Succeeded && await Backups.KeepUnheldAsync(repository.Git, "unknown", head.Text.Trim(), cancellationToken).ConfigureAwait(false) is { } saved)
            {
                kept.Add((gone, saved));
            }

            if (File.Exists(Path.Combine(gone.Record, "locked")))
            {
                await repository.Git.RunAsync(cancellationToken, "worktree", "unlock", gone.Path).ConfigureAwait(false);
            }

            await repository.Git.RunAsync(cancellationToken, "worktree", "remove", "--force", gone.Path).ConfigureAwait(false);
        }

        return kept.ToImmutable();
    }
}

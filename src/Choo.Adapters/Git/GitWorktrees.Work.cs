using Choo.Adapters.Files;
using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <content>What in a worktree is work, and what is not.</content>
public sealed partial class GitWorktrees
{
    private readonly Lock excluding = new();

    /// <inheritdoc/>
    public async Task IgnoreUntrackedAsync(Worktree worktree, CancellationToken cancellationToken)
    {
        var untracked = await GitIn(worktree).RunAsync(cancellationToken, "ls-files", "--others", "--exclude-standard", "-z").ConfigureAwait(false);
        if (untracked.Length == 0)
        {
            return;
        }

        var patterns = untracked.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(Excludes.Pattern);
        lock (excluding)
        {
            var known = (PlainFile.Text(settings.ExcludesFile, PlainFile.Large) ?? "").Split('\n').ToHashSet(StringComparer.Ordinal);
            OwnFile.Append(settings.ExcludesFile, string.Concat(patterns.Where(known.Add).Select(pattern => pattern + "\n")));
        }
    }

    /// <summary>Adds everything that is work to the index, and says how its tree then differs from a commit's.</summary>
    private async Task<(string Tree, string Differences, NotAdded Left)> AddWorkAsync(Worktree worktree, GitCall git, string comparedWith, CancellationToken cancellationToken)
    {
        var rest = await GitIndex.AddAllAsync(git, cancellationToken).ConfigureAwait(false);
        var before = await store.TreeOfAsync(comparedWith).ConfigureAwait(false);
        var (tree, differences) = await CompareAsync().ConfigureAwait(false);
        if (await new NewOutputs(Own(worktree), git, settings.ExcludesFile).DropAsync(RawDiff.Entries(differences), comparedWith, cancellationToken).ConfigureAwait(false))
        {
            (tree, differences) = await CompareAsync().ConfigureAwait(false);
        }

        return (tree, differences, rest);

        async Task<(string Tree, string Differences)> CompareAsync()
        {
            var written = await GitIndex.WriteTreeAsync(git, cancellationToken).ConfigureAwait(false);
            return (written, written == before ? "" : await store.DifferencesAsync(before, written).ConfigureAwait(false));
        }
    }
}

namespace Choo.Adapters.Git;

/// <summary>Merges that git makes again, tree for tree, out of parents that refs hold: nothing is lost with such a commit.</summary>
internal static class RepeatableMerges
{
    /// <summary>Whether a commit and all of its history that no ref has are such merges.</summary>
    public static async Task<bool> AreAllAsync(GitCall git, string commit, CancellationToken cancellationToken)
    {
        // Not --all: that would take the worktree's own HEAD for a ref that holds it.
        var unheld = await git.RunAsync(cancellationToken, "log", "--no-show-signature", "--format=%T %P", commit, "--not", "--glob=refs/*").ConfigureAwait(false);
        foreach (var line in unheld.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ') is not [var tree, var ours, var theirs])
            {
                return false;
            }

            var again = await git.TryAsync(cancellationToken, "merge-tree", "--write-tree", "--no-messages", ours, theirs).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (!again.Succeeded || again.Text.TrimEnd('\n') != tree)
            {
                return false;
            }
        }

        return true;
    }
}

using System.Text;
using Choo.Core.Landing;

namespace Choo.Adapters.Git;

/// <summary>
/// A merge with conflicts, put into a worktree just as merge-tree left it: the files of its tree, and the sides of each conflict in the index.
/// A second merge, made by <c>git merge</c>, could come out otherwise (attributes, settings, rerere).
/// </summary>
internal static class ConflictedMerge
{
    /// <summary>The ref of what is merged.</summary>
    public const string Head = "MERGE_HEAD";

    /// <summary>Begins it in a clean worktree.</summary>
    public static async Task BeginAsync(PooledWorktree worktree, GitCall git, string theirs, MergeOutcome.Conflicted merge, CancellationToken cancellationToken)
    {
        await git.RunAsync(cancellationToken, "read-tree", "--reset", "-u", merge.Tree).ConfigureAwait(false);

        // git update-index --index-info: an entry of mode 0 takes a path out, then come its stages.
        var entries = new StringBuilder();
        var nobody = new string('0', merge.Tree.Length);
        foreach (var path in merge.Files)
        {
            entries.Append("0 ").Append(nobody).Append('\t').Append(path).Append('\0');
        }

        foreach (var stage in merge.Stages)
        {
            entries.Append(stage.Mode).Append(' ').Append(stage.Blob).Append(' ').Append(stage.Number).Append('\t').Append(stage.Path).Append('\0');
        }

        await git.RunAsync(entries.ToString(), cancellationToken, "update-index", "-z", "--index-info").ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(worktree.GitDir, Head), theirs + "\n", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>From here on git does not take a merge to be under way.</summary>
    public static void End(PooledWorktree worktree) => File.Delete(Path.Combine(worktree.GitDir, Head));
}

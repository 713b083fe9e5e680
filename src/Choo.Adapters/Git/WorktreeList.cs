using System.Collections.Immutable;

namespace Choo.Adapters.Git;

/// <summary>One entry of <c>git worktree list</c>.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Branch">The full name of the branch that is checked out, null when HEAD is detached.</param>
/// <param name="IsTorn">Whether choo was ended while it made it.</param>
public sealed record WorktreeEntry(string Path, string? Branch, bool IsTorn)
{
    /// <summary>Why a worktree is locked while choo makes it.</summary>
    public const string Making = "choo is making it";
}

/// <summary>Reads <c>git worktree list --porcelain -z</c>.</summary>
public static class WorktreeList
{
    /// <summary>Every worktree of the repository, the main one first.</summary>
    public static async Task<ImmutableArray<WorktreeEntry>> ReadAsync(GitCall git, CancellationToken cancellationToken)
    {
        var text = await git.RunAsync(cancellationToken, "worktree", "list", "--porcelain", "-z").ConfigureAwait(false);
        var entries = ImmutableArray.CreateBuilder<WorktreeEntry>();
        foreach (var block in text.Split("\0\0", StringSplitOptions.RemoveEmptyEntries))
        {
            string? path = null;
            string? branch = null;
            var torn = false;
            foreach (var line in block.Split('\0', StringSplitOptions.RemoveEmptyEntries))
            {
                path = line.StartsWith("worktree ", StringComparison.Ordinal) ? line["worktree ".Length..] : path;
                branch = line.StartsWith("branch ", StringComparison.Ordinal) ? line["branch ".Length..] : branch;
                torn |= line == $"locked {WorktreeEntry.Making}";
            }

            if (path is not null)
            {
                entries.Add(new WorktreeEntry(Path.GetFullPath(path), branch, torn));
            }
        }

        return entries.ToImmutable();
    }
}

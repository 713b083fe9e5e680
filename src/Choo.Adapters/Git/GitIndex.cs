using System.Collections.Immutable;

namespace Choo.Adapters.Git;

/// <summary>A worktree's index against its files.</summary>
internal static class GitIndex
{
    /// <summary>Whether nothing differs from HEAD but what is ignored.</summary>
    public static async Task<bool> IsCleanAsync(GitCall git, CancellationToken cancellationToken) =>
        (await git.RunAsync(cancellationToken, "status", "--porcelain", "-z", "--untracked-files=normal").ConfigureAwait(false)).Length == 0;

    /// <summary>Adds everything that is not ignored; returns folders that git refuses because they are repositories without a commit.</summary>
    public static async Task<ImmutableArray<string>> AddAllAsync(GitCall git, CancellationToken cancellationToken)
    {
        var add = await git.TryAsync(cancellationToken, "add", "--all").ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (add.Succeeded)
        {
            return [];
        }

        if (RawDiff.Refused(add.Stderr).IsEmpty)
        {
            throw git.Failure(add, "add", "--all");
        }

        var rest = await git.TryAsync(cancellationToken, "add", "--all", "--ignore-errors").ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return RawDiff.Refused(rest.Stderr);
    }
}

namespace Choo.Adapters.Git;

/// <summary>What is asked of one commit.</summary>
internal static class CommitReads
{
    /// <summary>Whether the repository has it.</summary>
    public static async Task<bool> IsHereAsync(GitCall git, string commit, CancellationToken cancellationToken)
    {
        var found = await git.TryAsync(cancellationToken, "cat-file", "-e", $"{commit}^{{commit}}").ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return found.Succeeded;
    }

    /// <summary>The unit that it is of, by what choo wrote into its message; null where none or several are named.</summary>
    public static async Task<string?> UnitAsync(GitCall git, string commit, CancellationToken cancellationToken)
    {
        var units = await git.RunAsync(cancellationToken, "log", "-1", "--no-show-signature", "--format=%(trailers:key=Choo-Unit,valueonly,separator=%x00)", commit).ConfigureAwait(false);
        return units.Length == 0 || units.Contains('\0', StringComparison.Ordinal) ? null : units;
    }
}

using Choo.Core.Diagnostics;

namespace Choo.Adapters.Git;

/// <summary>The branch that work lands on and where it stood at the start.</summary>
/// <param name="Branch">Its short name.</param>
/// <param name="Commit">Its commit.</param>
public sealed record Target(string Branch, string Commit)
{
    /// <summary>Finds the target: the one asked for, else the configured one, else the branch that is checked out. A diagnostic when there is none.</summary>
    public static async Task<(Target? Target, Diagnostic? Problem)> FindAsync(Repository repository, string? asked, CancellationToken cancellationToken)
    {
        var branch = asked ?? await repository.CurrentBranchAsync(cancellationToken).ConfigureAwait(false);
        if (branch is null)
        {
            return (null, DiagnosticCodes.DetachedHead.Because(
                "HEAD is detached, so choo does not know which branch to land on; name one with --target, or check one out"));
        }

        if (branch.StartsWith("refs/heads/", StringComparison.Ordinal))
        {
            branch = branch["refs/heads/".Length..];
        }

        var commit = await repository.CommitOfBranchAsync(branch, cancellationToken).ConfigureAwait(false);
        if (commit is not null)
        {
            return (new Target(branch, commit), null);
        }

        var branches = await repository.Git.TryAsync(
            cancellationToken, "for-each-ref", "--count=8", "--format=%(refname:short)", "refs/heads/").ConfigureAwait(false);
        var names = branches.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (null, names.Length == 0
            ? DiagnosticCodes.NoCommit.Because("the repository has no commit yet; commit the specs first, since choo runs only what is committed")
            : DiagnosticCodes.NoTarget.Because($"there is no branch {branch}; available: {string.Join(", ", names)}"));
    }
}

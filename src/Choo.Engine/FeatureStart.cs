using Choo.Adapters.Git;
using Choo.Core.Diagnostics;

namespace Choo.Engine;

/// <summary>A feature whose units a run gathers.</summary>
/// <param name="Name">Its name, as <c>--feature</c> gave it.</param>
/// <param name="Target">The short name of the branch that it is proposed to.</param>
/// <param name="IsNew">Whether its branch is still to be made.</param>
public sealed record FeatureStart(string Name, string Target, bool IsNew)
{
    /// <summary>Its branch and where that is: where the target is while it is still to be made; nothing is changed. A diagnostic when there can be no such branch.</summary>
    internal static async Task<(FeatureStart? Feature, Target? Branch, Diagnostic? Problem)> FindAsync(
        Repository repository, string prefix, string name, Target target, CancellationToken cancellationToken)
    {
        var branch = prefix + name;
        var form = await repository.Git.TryAsync(cancellationToken, "check-ref-format", $"refs/heads/{branch}").ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (name.Length == 0 || !form.Succeeded)
        {
            return (null, null, DiagnosticCodes.FeatureUnusable.Because($"git does not take '{branch}' as a branch's name; give the feature another"));
        }

        if (branch == target.Branch)
        {
            return (null, null, DiagnosticCodes.FeatureUnusable.Because($"{branch} is the target itself; name with --target the branch that the feature is proposed to"));
        }

        if (await repository.CommitOfBranchAsync(branch, cancellationToken).ConfigureAwait(false) is { } commit)
        {
            return (new FeatureStart(name, target.Branch, IsNew: false), new Target(branch, commit), null);
        }

        var parts = branch.Split('/');
        for (var length = 1; length < parts.Length; length++)
        {
            var parent = string.Join('/', parts[..length]);
            if (await repository.CommitOfBranchAsync(parent, cancellationToken).ConfigureAwait(false) is not null)
            {
                return (null, null, DiagnosticCodes.FeatureUnusable.Because($"git cannot have {branch} beside the branch {parent}; rename that, or set feature.branch_prefix"));
            }
        }

        return (new FeatureStart(name, target.Branch, IsNew: true), new Target(branch, target.Commit), null);
    }

    /// <summary>Whether the branch has anything that the branch it is proposed to lacks here.</summary>
    internal async Task<bool> IsAheadAsync(Repository repository, Target branch, CancellationToken cancellationToken) =>
        !IsNew && await repository.CommitOfBranchAsync(Target, cancellationToken).ConfigureAwait(false) is { } target
        && !await repository.ContainsAsync(target, branch.Commit, cancellationToken).ConfigureAwait(false);

    /// <summary>Makes the branch where it is not there yet.</summary>
    internal Task MakeAsync(Repository repository, Target branch, CancellationToken cancellationToken) =>
        IsNew ? repository.Git.RunAsync(cancellationToken, "branch", "--no-track", branch.Branch, branch.Commit) : Task.CompletedTask;
}

using System.Collections.Immutable;
using Choo.Core.Diagnostics;

namespace Choo.Adapters.Git;

/// <summary>Specs that are not what is committed. choo runs what is committed, so they are reported before anything starts.</summary>
public static class SpecDifferences
{
    private const int MostNamed = 3;

    /// <summary>A diagnostic for each spec of the working tree that is untracked in, or different from, a commit.</summary>
    public static async Task<ImmutableArray<Diagnostic>> FindAsync(
        Repository repository, Target target, string tasksDir, CancellationToken cancellationToken)
    {
        var found = await EachAsync(repository, target.Commit, tasksDir, cancellationToken).ConfigureAwait(false);
        return found.Length < 2
            ? found
            : Gather(found, await repository.CurrentBranchAsync(cancellationToken).ConfigureAwait(false), target.Branch, tasksDir);
    }

    /// <summary>On another branch than the target specs differ as a matter of course: that is said once, not for each.</summary>
    /// <param name="found">One a spec.</param>
    /// <param name="current">The branch that is checked out, null when none is.</param>
    /// <param name="target">The target branch.</param>
    /// <param name="tasksDir">The tasks folder.</param>
    internal static ImmutableArray<Diagnostic> Gather(ImmutableArray<Diagnostic> found, string? current, string target, string tasksDir)
    {
        if (current == target || found.Length < 2)
        {
            return found;
        }

        var named = string.Join(", ", found.Take(MostNamed).Select(each => each.File));
        var rest = found.Length > MostNamed ? $" and {found.Length - MostNamed} more" : "";
        return [DiagnosticCodes.SpecNotCommitted.At(
            tasksDir, 0, 0, $"{found.Length} specs in {current ?? "the working tree"} differ from {target}, and choo runs the versions committed on {target}: {named}{rest}")];
    }

    private static async Task<ImmutableArray<Diagnostic>> EachAsync(
        Repository repository, string commit, string tasksDir, CancellationToken cancellationToken)
    {
        var differing = repository.Git.TryAsync(cancellationToken, "diff", "--name-status", "--no-ext-diff", "--no-renames", "--ignore-submodules=all", "-z", commit, "--", tasksDir);
        var untracked = repository.Git.TryAsync(cancellationToken, "ls-files", "--others", "--exclude-standard", "-z", "--", tasksDir);
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        var parts = (await differing.ConfigureAwait(false)).Text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i + 1 < parts.Length; i += 2)
        {
            var what = parts[i] switch
            {
                "D" => "the file is deleted in the working tree; choo still runs the committed version",
                "A" => "the file is not committed on the target, so it does not run; commit it there",
                _ => "the file has uncommitted changes; choo runs the committed version; commit it to run your changes",
            };
            found.Add(DiagnosticCodes.SpecNotCommitted.At(parts[i + 1], 1, 1, what));
        }

        foreach (var path in (await untracked.ConfigureAwait(false)).Text.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            found.Add(DiagnosticCodes.SpecNotCommitted.At(path, 1, 1, "the file is not committed, so it does not run; commit it on the target"));
        }

        cancellationToken.ThrowIfCancellationRequested();
        return found.ToImmutable();
    }
}

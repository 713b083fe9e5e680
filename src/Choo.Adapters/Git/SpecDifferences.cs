using System.Collections.Immutable;
using Choo.Core.Diagnostics;

namespace Choo.Adapters.Git;

/// <summary>Specs that are not what is committed. What runs is what is committed, so a person is told before anything starts.</summary>
public static class SpecDifferences
{
    /// <summary>A diagnostic for each spec of the working tree that is untracked in, or different from, a commit.</summary>
    public static async Task<ImmutableArray<Diagnostic>> FindAsync(
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
                "D" => "is deleted in the working tree, and still runs as committed",
                "A" => "is not in the target's commit, and does not run; commit it on the target",
                _ => "differs from the target's commit, which is what runs; commit it to run what it says now",
            };
            found.Add(DiagnosticCodes.SpecNotCommitted.At(parts[i + 1], 1, 1, what));
        }

        foreach (var path in (await untracked.ConfigureAwait(false)).Text.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            found.Add(DiagnosticCodes.SpecNotCommitted.At(path, 1, 1, "is not committed, and does not run; commit it on the target"));
        }

        cancellationToken.ThrowIfCancellationRequested();
        return found.ToImmutable();
    }
}

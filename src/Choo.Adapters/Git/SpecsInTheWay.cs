using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Specs;

namespace Choo.Adapters.Git;

/// <summary>
/// Specs that a unit's landing writes and that have uncommitted changes in the checkout of the target: git will refuse to fast-forward that
/// checkout, so this is reported before an agent is paid.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="target">Where units land.</param>
internal sealed class SpecsInTheWay(Repository repository, Target target)
{
    /// <summary>What a person should know of specs that are not what is committed: an error for each that stands in the way of a unit, in the place of its warning.</summary>
    /// <param name="differences">The warnings about the specs of the working tree that choo was started in.</param>
    /// <param name="units">The units that are to land.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<ImmutableArray<Diagnostic>> WithAsync(
        ImmutableArray<Diagnostic> differences, IEnumerable<Unit> units, CancellationToken cancellationToken)
    {
        var written = units.SelectMany(unit => unit.Tasks.Where(task => task.Status != SpecStatus.Complete).Select(task => (task.Path, unit.Id)))
            .DistinctBy(each => each.Path).ToDictionary(each => each.Path, each => each.Id, StringComparer.Ordinal);
        var checkout = written.Count == 0 ? "" : await CheckoutAsync(cancellationToken).ConfigureAwait(false);
        if (checkout.Length == 0 || (checkout == repository.Root && differences.IsEmpty))
        {
            return differences;
        }

        var blocking = (await ChangedAsync(checkout, cancellationToken).ConfigureAwait(false)).Where(written.ContainsKey).ToHashSet(StringComparer.Ordinal);
        var errors = blocking.Order(StringComparer.Ordinal).Select(path => DiagnosticCodes.SpecInTheWay.At(
            path, 1, 1,
            $"has uncommitted changes in {checkout}, where {target.Branch} is checked out, so {written[path]} could not land; nothing was started: commit the change to include it in the run, or undo or stash it"));
        return [.. differences.Where(each => each.File is null || !blocking.Contains(each.File)), .. errors];
    }

    /// <summary>Files that git would not overwrite: changed ones, and those whose deletion is staged (a file that is only gone is written again).</summary>
    private async Task<IEnumerable<string>> ChangedAsync(string checkout, CancellationToken cancellationToken)
    {
        var there = repository.Git with { Folder = checkout };
        var changed = there.TryAsync(cancellationToken, "diff", "--name-only", "--no-ext-diff", "--no-renames", "--ignore-submodules=all", "--diff-filter=d", "-z", "HEAD");
        var staged = there.TryAsync(cancellationToken, "diff", "--cached", "--name-only", "--no-ext-diff", "--no-renames", "--ignore-submodules=all", "-z", "HEAD");
        var paths = $"{(await changed.ConfigureAwait(false)).Text}\0{(await staged.ConfigureAwait(false)).Text}";
        cancellationToken.ThrowIfCancellationRequested();
        return paths.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task<string> CheckoutAsync(CancellationToken cancellationToken) =>
        RefFiles.CheckoutOf(repository, target.Branch)
        ?? (await WorktreeList.ReadAsync(repository.Git, cancellationToken).ConfigureAwait(false)).FirstOrDefault(entry => entry.Branch == $"refs/heads/{target.Branch}")?.Path
        ?? "";
}

using System.Collections.Immutable;
using Choo.Core.Landing;
using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <summary>Merges made in git objects, in no checkout, by the attributes of the commit that is merged onto.</summary>
internal sealed class ObjectMerges(Repository repository, GitObjects store) : IDisposable
{
    private readonly TreeAttributes attributes = new(repository, store);
    private readonly MergeTrees trees = new(repository, store);
    private readonly TreeParts parts = new(repository, store);

    /// <summary>Merges theirs into ours. Throws <see cref="PortException"/> when git refuses.</summary>
    public async Task<MergeOutcome> MergeAsync(string ours, string theirs, string message, SettledFile? settled, CancellationToken cancellationToken)
    {
        var folder = await attributes.FolderOfAsync(ours, cancellationToken).ConfigureAwait(false);

        var merged = await trees.MergeAsync(folder, ours, theirs, cancellationToken).ConfigureAwait(false);
        if (merged.IsClean && merged.Tree == await store.TreeOfAsync(ours).ConfigureAwait(false)
            && await repository.ContainsAsync(ours, theirs, cancellationToken).ConfigureAwait(false))
        {
            // It landed before, and the journal lost that: nothing is left to merge.
            return new MergeOutcome.Merged(ours, merged.Tree);
        }

        var tree = settled is null ? merged.Tree : await parts.SettleAsync(merged.Tree, settled, cancellationToken).ConfigureAwait(false);
        var stages = merged.Stages.Select(Stage).OfType<MergeStage>().Where(stage => stage.Path != settled?.Path).ToImmutableArray();

        // A conflict need not have a side: of directories that were renamed apart, git tells in messages alone.
        if (!merged.IsClean && (stages.Length > 0 || merged.Stages.Count == 0))
        {
            return new MergeOutcome.Conflicted([.. stages.Select(stage => stage.Path).Distinct()], tree) { Stages = stages };
        }

        var commit = await store.CommitAsync(new NewCommit(tree, [ours, theirs], message), cancellationToken).ConfigureAwait(false);
        return new MergeOutcome.Merged(commit, tree);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        trees.Dispose();
        attributes.Dispose();
    }

    /// <summary>100644 4f1b… 2⇥path</summary>
    private static MergeStage? Stage(string entry)
    {
        var tab = entry.IndexOf('\t', StringComparison.Ordinal);
        return tab > 0 && entry[..tab].Split(' ') is [var mode, var blob, [var number]] ? new MergeStage(mode, blob, number - '0', entry[(tab + 1)..]) : null;
    }
}

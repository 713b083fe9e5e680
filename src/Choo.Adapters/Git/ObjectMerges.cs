using System.Collections.Immutable;
using Choo.Core.Landing;
using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <summary>Merges made in git objects, in no checkout, by the attributes of the commit that is merged onto.</summary>
internal sealed class ObjectMerges(Repository repository, GitObjects store) : IDisposable
{
    private readonly TreeAttributes attributes = new(repository, store);

    private readonly TreeParts parts = new(repository, store);

    /// <summary>Merges theirs into ours. Throws <see cref="PortException"/> when git refuses.</summary>
    public async Task<MergeOutcome> MergeAsync(string ours, string theirs, string message, SettledFile? settled, CancellationToken cancellationToken)
    {
        var folder = await attributes.FolderOfAsync(ours, cancellationToken).ConfigureAwait(false);

        // No index: git would take attributes that the folder lacks from that of the person's checkout.
        var environment = new Dictionary<string, string>(repository.Git.Environment) { ["GIT_INDEX_FILE"] = Path.Combine(folder, ".no-index") };
        var git = repository.Git.In(folder, repository.CommonDir) with { Environment = environment };
        var capture = await git.TryAsync(cancellationToken, "merge-tree", "--write-tree", "--no-messages", "-z", ours, theirs).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var said = capture.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        switch (capture.ExitCode)
        {
            case 0 when said[0] == await store.TreeOfAsync(ours).ConfigureAwait(false) && await repository.ContainsAsync(ours, theirs, cancellationToken).ConfigureAwait(false):
                // It landed before, and the journal lost that: nothing is left to merge.
                return new MergeOutcome.Merged(ours, said[0]);
            case 0 or 1:
                var tree = settled is null ? said[0] : await parts.SettleAsync(said[0], settled, cancellationToken).ConfigureAwait(false);
                var stages = said.Skip(1).Select(Stage).OfType<MergeStage>().Where(stage => stage.Path != settled?.Path).ToImmutableArray();
                if (capture.ExitCode == 1 && (stages.Length > 0 || settled is null))
                {
                    return new MergeOutcome.Conflicted([.. stages.Select(stage => stage.Path).Distinct()], tree) { Stages = stages };
                }

                var commit = await store.CommitAsync(new NewCommit(tree, [ours, theirs], message), cancellationToken).ConfigureAwait(false);
                return new MergeOutcome.Merged(commit, tree);
            default:
                throw git.Failure(capture, "merge-tree", ours, theirs);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => attributes.Dispose();

    /// <summary>100644 4f1b… 2⇥path</summary>
    private static MergeStage? Stage(string entry)
    {
        var tab = entry.IndexOf('\t', StringComparison.Ordinal);
        return tab > 0 && entry[..tab].Split(' ') is [var mode, var blob, [var number]] ? new MergeStage(mode, blob, number - '0', entry[(tab + 1)..]) : null;
    }
}

using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <summary>Commits that no branch has are kept under numbered refs of their unit.</summary>
internal static class Backups
{
    /// <summary>Keeps a commit that no ref has, unless it is nothing but merges that git makes again; null when it need not be kept.</summary>
    public static async Task<SavedWork?> KeepUnheldAsync(GitCall git, string unit, string commit, CancellationToken cancellationToken)
    {
        var holders = await git.RunAsync(cancellationToken, "for-each-ref", "--count=1", "--contains", commit).ConfigureAwait(false);
        return holders.Length > 0 || await RepeatableMerges.AreAllAsync(git, commit, cancellationToken).ConfigureAwait(false)
            ? null
            : await KeepAsync(git, unit, commit, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Keeps a commit; one that is kept already stays under its ref.</summary>
    public static async Task<SavedWork> KeepAsync(GitCall git, string unit, string commit, CancellationToken cancellationToken)
    {
        var folder = ChooRefs.Backups(unit);
        var refs = await git.RunAsync(cancellationToken, "for-each-ref", "--format=%(refname) %(objectname)", folder + "/").ConfigureAwait(false);
        var taken = refs.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (taken.FirstOrDefault(line => line.EndsWith(" " + commit, StringComparison.Ordinal)) is { } there)
        {
            return new SavedWork(there.Split(' ')[0], commit);
        }

        var number = taken.Select(line => line.Split(' ')[0][(folder.Length + 1)..]).Select(name => int.TryParse(name, out var n) ? n : 0).DefaultIfEmpty().Max() + 1;
        var name = $"{folder}/{number}";
        cancellationToken.ThrowIfCancellationRequested();
        await git.RunAsync(CancellationToken.None, "update-ref", "--no-deref", name, commit, "").ConfigureAwait(false);
        return new SavedWork(name, commit);
    }
}

using System.Collections.Immutable;
using Choo.Adapters.Files;

namespace Choo.Adapters.Git;

/// <summary>
/// A fast-forward of a person's checkout that was cut off because git died with choo: a lock on the index, and some of the new files. The journal
/// said before it began from which commit to which it was to go, so what is just what it would have written is put back, and the landing begins anew.
/// </summary>
internal static class HalfForward
{
    /// <summary>Puts back what it left; the paths, none when there was nothing. To be called only while no git of choo's runs.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="branch">The target.</param>
    /// <param name="from">The commit that the target stood at; empty when no landing was begun.</param>
    /// <param name="to">The commit that it was to go to; empty when no landing was begun.</param>
    /// <param name="during">From when it was about to begin to when git can have been killed at the latest.</param>
    /// <param name="cancellationToken">Ends it between two files.</param>
    public static async Task<IReadOnlyList<string>> UndoAsync(Repository repository, string branch, string from, string to, (DateTimeOffset From, DateTimeOffset To) during, CancellationToken cancellationToken)
    {
        var checkout = RefFiles.CheckoutOf(repository, branch) is { Length: > 0 } found ? found : null;
        var record = checkout is null ? null : checkout == repository.MainCheckout ? repository.CommonDir : PooledWorktree.RecordOf(checkout);
        var locks = await StaleLocks.RemoveAsync(repository, record, branch, during, cancellationToken).ConfigureAwait(false);
        if (to.Length == 0 || checkout is null || record is null || await repository.CommitOfBranchAsync(branch, cancellationToken).ConfigureAwait(false) is not { } tip
            || !await IsStillToComeAsync(repository, tip, from, to, cancellationToken).ConfigureAwait(false))
        {
            return [];
        }

        var git = repository.Git.In(checkout, record);
        var paths = await ChangedAsync(git, from, to, cancellationToken).ConfigureAwait(false);
        if (tip != from)
        {
            // A person has committed since. What they changed is theirs.
            paths = [.. paths.Except(await ChangedAsync(git, from, tip, cancellationToken).ConfigureAwait(false), StringComparer.Ordinal)];
        }

        if (!locks.Any(each => Path.GetFileName(each) == "index.lock") && !await TakeBackIndexAsync(git, paths, tip, to, cancellationToken).ConfigureAwait(false))
        {
            // Without its lock it either did not begin or came to its end.
            return [];
        }

        var done = new List<string>();
        foreach (var path in paths)
        {
            if (await UndoAsync(git, checkout, path, from, to, during.From, cancellationToken).ConfigureAwait(false))
            {
                done.Add(path);
            }
        }

        return done;
    }

    private static async Task<bool> IsStillToComeAsync(Repository repository, string tip, string from, string to, CancellationToken cancellationToken) => tip == from
        || (await repository.ContainsAsync(tip, from, cancellationToken).ConfigureAwait(false) && !await repository.ContainsAsync(tip, to, cancellationToken).ConfigureAwait(false));

    private static async Task<ImmutableArray<string>> ChangedAsync(GitCall git, string from, string to, CancellationToken cancellationToken)
    {
        var text = await git.RunAsync(cancellationToken, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", from, to).ConfigureAwait(false);
        return RawDiff.Parse(to, text, []).Changed;
    }

    /// <summary>Between its new index and the move of the branch: the index has every file of the new commit, and gets those of the old one again.</summary>
    private static async Task<bool> TakeBackIndexAsync(GitCall git, ImmutableArray<string> paths, string from, string to, CancellationToken cancellationToken)
    {
        var staged = await git.RunAsync(cancellationToken, "diff-index", "--cached", "-z", "--raw", "--no-renames", "--no-abbrev", to).ConfigureAwait(false);
        if (paths.IsEmpty || RawDiff.Parse(to, staged, []).Changed.Intersect(paths, StringComparer.Ordinal).Any())
        {
            return false;
        }

        await git.RunAsync(string.Concat(paths.Select(path => path + "\0")), cancellationToken, "reset", "--quiet", "--pathspec-from-file=-", "--pathspec-file-nul", from).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> UndoAsync(GitCall git, string checkout, string path, string from, string to, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var before = await HashAsync(git, from, path, cancellationToken).ConfigureAwait(false);
        var after = await HashAsync(git, to, path, cancellationToken).ConfigureAwait(false);
        var file = Path.Combine(checkout, path);
        var isThere = File.Exists(file);
        if (isThere && (!StaleLocks.IsSince(file, since) || !await IsPartOfAsync(git, file, path, after, cancellationToken).ConfigureAwait(false)))
        {
            return false;
        }

        if (!isThere && before is null)
        {
            return false;
        }

        // Gone or rewritten by the fast-forward, which is all that happened to it since: as it was.
        WorktreeFiles.Delete(checkout, path);
        if (before is not null)
        {
            await git.RunAsync(path + "\0", cancellationToken, "checkout-index", "--quiet", "--force", "-z", "--stdin").ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Whether a file is what the commit would have put there, or the first part of it.</summary>
    private static async Task<bool> IsPartOfAsync(GitCall git, string file, string path, string? after, CancellationToken cancellationToken)
    {
        if (after is null)
        {
            return false;
        }

        // By the filters and line ends of a checkout.
        var whole = await git.TryAsync(cancellationToken, "cat-file", "--filters", $"--path={path}", after).ConfigureAwait(false);
        var read = PlainFile.Read(file, PlainFile.Large);
        return whole.Succeeded && read.IsRead && whole.Stdout.Span.StartsWith(read.Content.Span);
    }

    private static async Task<string?> HashAsync(GitCall git, string commit, string path, CancellationToken cancellationToken)
    {
        var entry = await git.RunAsync(cancellationToken, "ls-tree", "-z", commit, "--", path).ConfigureAwait(false);
        return entry.Split('\0')[0].Split('\t')[0].Split(' ') is [_, "blob", var hash] ? hash : null;
    }
}

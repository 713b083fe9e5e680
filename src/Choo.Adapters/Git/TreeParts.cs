using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Choo.Adapters.Files;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.TestEvidence;

namespace Choo.Adapters.Git;

/// <summary>Trees that are those of one commit with some parts of another, made by an index of their own: no checkout and no ref is touched.</summary>
internal sealed class TreeParts(Repository repository, GitObjects store)
{
    private static int last;

    /// <summary>A commit on top of one, with parts as they are in another; the commit itself when they are so already. Throws <see cref="PortException"/> when git refuses.</summary>
    public async Task<string> PutAsync(string commit, string from, ImmutableArray<string> parts, CancellationToken cancellationToken)
    {
        var (tree, other) = (await store.TreeOfAsync(commit).ConfigureAwait(false), await store.TreeOfAsync(from).ConfigureAwait(false));
        var entries = tree == other ? [] : RawDiff.Entries(await store.DifferencesAsync(tree, other).ConfigureAwait(false));
        var changes = new StringBuilder();
        foreach (var entry in entries.Where(entry => parts.Any(part => TestScopes.IsWithin(entry.Path, part))))
        {
            // 100644 4f1b…⇥path; with a mode of 0 it is removed.
            changes.Append(entry.ModeAfter == RawDiff.None ? "0" : entry.ModeAfter).Append(' ').Append(entry.After).Append('\t').Append(entry.Path).Append('\0');
        }

        if (changes.Length == 0)
        {
            return commit;
        }

        var put = await WriteAsync(tree, changes.ToString(), cancellationToken).ConfigureAwait(false);
        return await store.CommitAsync(new NewCommit(put, [commit], $"Parts as they are in {from}\n"), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A tree with one file settled; the tree itself when it has that file so already. Throws <see cref="PortException"/> when git refuses.</summary>
    public async Task<string> SettleAsync(string tree, SettledFile file, CancellationToken cancellationToken)
    {
        var wanted = await EntryAsync(file.Commit, file.Path, cancellationToken).ConfigureAwait(false);
        if (file.Content is { } content)
        {
            var capture = await repository.Git.TryAsync(content, cancellationToken, "hash-object", "-w", "--stdin", "--no-filters").ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            wanted = (wanted.Mode == RawDiff.None ? "100644" : wanted.Mode, capture.Succeeded ? capture.Text.TrimEnd('\n') : throw repository.Git.Failure(capture, "hash-object"));
        }

        return wanted == await EntryAsync(tree, file.Path, cancellationToken).ConfigureAwait(false)
            ? tree
            : await WriteAsync(tree, $"{wanted.Mode} {wanted.Blob}\t{file.Path}\0", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The mode and the object of a file of a tree or commit; both of zeros when it is not there.</summary>
    private async Task<(string Mode, string Blob)> EntryAsync(string tree, string path, CancellationToken cancellationToken)
    {
        var entry = await repository.Git.RunAsync(cancellationToken, "ls-tree", "-z", "--full-tree", tree, "--", path).ConfigureAwait(false);
        return entry.Split('\t')[0].Split(' ') is [var mode, "blob", var blob] ? (mode, blob) : (RawDiff.None, new string('0', tree.Length));
    }

    private async Task<string> WriteAsync(string tree, string changes, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(repository.CommonDir, "choo");
        OwnFolder.Create(folder);
        var index = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{GitObjects.Parts}{Environment.ProcessId}-{Interlocked.Increment(ref last)}"));
        var git = repository.Git.In(folder, repository.CommonDir) with
        {
            MoreSettings = GitSettings.Pooled,
            Environment = new Dictionary<string, string>(repository.Git.Environment) { ["GIT_INDEX_FILE"] = index },
        };
        try
        {
            await git.RunAsync(cancellationToken, "read-tree", tree).ConfigureAwait(false);
            await git.RunAsync(changes, cancellationToken, "update-index", "-z", "--index-info").ConfigureAwait(false);
            return await GitIndex.WriteTreeAsync(git, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(index);
            File.Delete(index + ".lock");
        }
    }
}

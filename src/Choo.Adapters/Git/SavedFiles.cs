using System.Collections.Immutable;
using Choo.Core.Diagnostics;

namespace Choo.Adapters.Git;

/// <summary>
/// Puts files of saved work into the person's working tree. A file is written where nothing is, or where what is there is the very
/// version that the work began from, which its commit keeps. Anything else is a refusal of the whole, before anything was written.
/// The person's index is not touched.
/// </summary>
internal sealed class SavedFiles(Repository repository, SavedCommit saved)
{
    /// <summary>Paths that were written, and those that the saved work deleted (which stay); or why nothing was done.</summary>
    public async Task<(ImmutableArray<string> Written, ImmutableArray<string> Left, ImmutableArray<Diagnostic> Problems)> RestoreAsync(CancellationToken cancellationToken)
    {
        var wanted = saved.Files.Where(file => file.After is not null).ToArray();
        var left = saved.Files.Where(file => file.After is null).Select(file => file.Path).ToImmutableArray();
        var there = wanted.Where(file => WorktreeFiles.Find(repository.Root, file.Path) is not null).ToArray();
        var ids = await HashAsync(there, cancellationToken).ConfigureAwait(false);
        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var file in wanted)
        {
            var fine = ids.TryGetValue(file.Path, out var id) ? id == file.After || id == file.Before : IsFree(file.Path);
            if (!fine)
            {
                problems.Add(DiagnosticCodes.WouldOverwrite.At(
                    file.Path, 0, 0, $"something else is already there, so nothing of {saved.Ref} was restored; move it away, or restore the saved work as a branch (--branch NAME)"));
            }
        }

        if (problems.Count > 0)
        {
            return ([], [], problems.ToImmutable());
        }

        var replaced = there.Where(file => ids[file.Path] != file.After).ToArray();
        var added = wanted.Where(file => !ids.ContainsKey(file.Path)).ToArray();
        await WriteAsync(added, replaced, cancellationToken).ConfigureAwait(false);
        return ([.. added.Concat(replaced).Select(file => file.Path).Order(StringComparer.Ordinal)], left, []);
    }

    /// <summary>Whether nothing is there, and only real folders (or nothing) on the way to it.</summary>
    private bool IsFree(string path)
    {
        var at = repository.Root;
        foreach (var part in path.Split('/'))
        {
            var folder = new DirectoryInfo(at);
            if (!folder.Exists)
            {
                return !File.Exists(at) && folder.LinkTarget is null;
            }

            if (folder.LinkTarget is not null && at != repository.Root)
            {
                return false;
            }

            at = Path.Combine(at, part);
        }

        return !Path.Exists(at) && new FileInfo(at).LinkTarget is null;
    }

    /// <summary>The blobs that files of the working tree would be, by path.</summary>
    private async Task<Dictionary<string, string>> HashAsync(IReadOnlyCollection<SavedFile> files, CancellationToken cancellationToken)
    {
        // A name with a line feed cannot be asked for: its file counts as something else.
        var askable = files.Where(file => !file.Path.Contains('\n', StringComparison.Ordinal)).ToArray();
        var answer = askable.Length == 0
            ? ""
            : await repository.Git.RunAsync(string.Concat(askable.Select(file => file.Path + "\n")), cancellationToken, "hash-object", "--stdin-paths").ConfigureAwait(false);
        var ids = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var known = askable.Zip(ids).ToDictionary(pair => pair.First.Path, pair => pair.Second, StringComparer.Ordinal);
        foreach (var file in files.Except(askable))
        {
            known[file.Path] = "";
        }

        return known;
    }

    private async Task WriteAsync(SavedFile[] added, SavedFile[] replaced, CancellationToken cancellationToken)
    {
        var index = Path.Combine(repository.GitDir, $"choo-recover-{Environment.ProcessId}");
        var git = repository.Git with
        {
            Environment = new Dictionary<string, string>(repository.Git.Environment) { ["GIT_INDEX_FILE"] = index },
            MoreSettings = ["core.sparseCheckout=false", .. GitSettings.Pooled],
        };
        try
        {
            await git.RunAsync(cancellationToken, "read-tree", saved.Commit).ConfigureAwait(false);

            // Without --force: git itself refuses where something came to be meanwhile.
            await CheckoutAsync(git, added, []).ConfigureAwait(false);
            await CheckoutAsync(git, replaced, ["--force"]).ConfigureAwait(false);
            var now = await HashAsync([.. added.Where(file => WorktreeFiles.Find(repository.Root, file.Path) is not null), .. replaced], CancellationToken.None).ConfigureAwait(false);
            foreach (var file in added.Concat(replaced))
            {
                if (now.TryGetValue(file.Path, out var id) && id.Length > 0 && id != file.After)
                {
                    throw git.Failure($"{file.Path} is not what was saved", "checkout-index", file.Path);
                }
            }
        }
        finally
        {
            File.Delete(index);
            File.Delete(index + ".lock");
        }
    }

    private static async Task CheckoutAsync(GitCall git, SavedFile[] files, string[] how)
    {
        if (files.Length > 0)
        {
            var list = string.Concat(files.Select(file => file.Path + '\0'));
            await git.RunAsync(list, CancellationToken.None, ["checkout-index", "--quiet", .. how, "-z", "--stdin"]).ConfigureAwait(false);
        }
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Choo.Adapters.Files;

namespace Choo.Adapters.Git;

/// <summary>
/// The <c>.gitattributes</c> of commits, each set of them in a folder of its own. git reads attributes from the working tree that it is in
/// (https://git-scm.com/docs/gitattributes), and a merge on the target is to go by the target's, not by those of whatever a person has checked out.
/// </summary>
internal sealed class TreeAttributes(Repository repository, GitObjects store) : IDisposable
{
    private const string FileName = ".gitattributes";
    private readonly ConcurrentDictionary<string, string> folders = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim making = new(1, 1);
    private (string Tree, string Folder)? newest;

    /// <summary>A folder that has the attributes of a commit and nothing else.</summary>
    public async Task<string> FolderOfAsync(string commit, CancellationToken cancellationToken)
    {
        var tree = await store.TreeOfAsync(commit).ConfigureAwait(false);
        if (folders.TryGetValue(tree, out var known))
        {
            return known;
        }

        await making.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var folder = newest is { } last && !await DifferAsync(last.Tree, tree).ConfigureAwait(false)
                ? last.Folder
                : await MakeAsync(commit, cancellationToken).ConfigureAwait(false);
            newest = (tree, folder);
            return folders[tree] = folder;
        }
        finally
        {
            making.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => making.Dispose();

    private async Task<bool> DifferAsync(string from, string to) =>
        RawDiff.Parse(to, await store.DifferencesAsync(from, to).ConfigureAwait(false), []).Changed.Any(IsOne);

    // A tree that somebody forged may have names that lead out of it.
    private static bool IsOne(string path) =>
        (path == FileName || path.EndsWith("/" + FileName, StringComparison.Ordinal)) && !path.Split('/').Any(part => part is "" or "." or "..");

    private async Task<string> MakeAsync(string commit, CancellationToken cancellationToken)
    {
        var list = await repository.Git.RunAsync(cancellationToken, "ls-tree", "-r", "-z", "--full-tree", "--name-only", commit).ConfigureAwait(false);
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var path in list.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(IsOne))
        {
            if (await store.ReadAsync(commit, path).ConfigureAwait(false) is { } content)
            {
                files[path] = content;
            }
        }

        // What a person sees in .git/choo is theirs to delete at any time: the folder is made again with the next run.
        var folder = Path.Combine(repository.CommonDir, "choo", "attributes", Digest(files));
        OwnFolder.Create(folder);
        foreach (var (path, content) in files)
        {
            var file = Path.Combine(folder, path);
            OwnFolder.Create(Path.GetDirectoryName(file)!);
            OwnFile.Write(file, content);
        }

        return folder;
    }

    private static string Digest(SortedDictionary<string, byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\0{content.Length}\0"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..20];
    }
}

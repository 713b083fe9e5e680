using System.Collections.Immutable;
using System.Text;
using Choo.Core.Specs;

namespace Choo.Adapters.Git;

/// <summary>The files of a commit: their paths, and the contents of those that are asked for, in two git calls.</summary>
public sealed class CommittedFiles
{
    private readonly GitCall git;
    private readonly Dictionary<string, string> blobs;

    private CommittedFiles(GitCall git, Dictionary<string, string> blobs)
    {
        this.git = git;
        this.blobs = blobs;
    }

    /// <summary>Every path of the commit.</summary>
    public IReadOnlyCollection<string> Paths => blobs.Keys;

    /// <summary>Lists a commit.</summary>
    public static async Task<CommittedFiles> ListAsync(GitCall git, string commit, CancellationToken cancellationToken)
    {
        var capture = await git.TryAsync(cancellationToken, "ls-tree", "-r", "-z", "--full-tree", commit).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (!capture.Succeeded)
        {
            throw git.Failure(capture, "ls-tree", commit);
        }

        var blobs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in capture.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var tab = entry.IndexOf('\t', StringComparison.Ordinal);
            var words = entry[..tab].Split(' ');
            if (words[1] == "blob")
            {
                blobs[entry[(tab + 1)..]] = words[2];
            }
        }

        return new CommittedFiles(git, blobs);
    }

    /// <summary>The tasks folder's immediate children with their files' contents.</summary>
    public async Task<ImmutableArray<SpecFolder>> FoldersAsync(string tasksDir, CancellationToken cancellationToken)
    {
        var prefix = tasksDir.TrimEnd('/') + "/";
        var inside = blobs.Keys.Where(path => path.StartsWith(prefix, StringComparison.Ordinal)).ToArray();
        var files = inside.Where(path => path.AsSpan(prefix.Length).Count('/') == 1).ToArray();
        var contents = await ReadAsync(files, cancellationToken).ConfigureAwait(false);
        var folders = new SortedDictionary<string, (List<SpecFile> Files, SortedSet<string> Folders)>(StringComparer.Ordinal);
        foreach (var path in inside.Order(StringComparer.Ordinal))
        {
            var parts = path[prefix.Length..].Split('/');
            if (parts.Length < 2)
            {
                continue;
            }

            if (!folders.TryGetValue(parts[0], out var folder))
            {
                folders.Add(parts[0], folder = ([], new SortedSet<string>(StringComparer.Ordinal)));
            }

            if (parts.Length == 2)
            {
                folder.Files.Add(new SpecFile(parts[1], path, contents[path]));
            }
            else
            {
                folder.Folders.Add(parts[1]);
            }
        }

        return [.. folders.Select(each => new SpecFolder(each.Key, prefix + each.Key, [.. each.Value.Files], [.. each.Value.Folders]))];
    }

    /// <summary>The content of a file, null when the commit has none there.</summary>
    public async Task<ReadOnlyMemory<byte>?> ContentAsync(string path, CancellationToken cancellationToken) =>
        blobs.ContainsKey(path) ? (await ReadAsync([path], cancellationToken).ConfigureAwait(false))[path] : null;

    /// <summary>Names of the units archived beside the tasks folder, under <c>completed</c>.</summary>
    public ImmutableHashSet<string> Archived(string tasksDir)
    {
        var slash = tasksDir.TrimEnd('/').LastIndexOf('/');
        var prefix = (slash < 0 ? "" : tasksDir[..(slash + 1)]) + "completed/";
        return [.. blobs.Keys
            .Where(path => path.StartsWith(prefix, StringComparison.Ordinal) && path.EndsWith($"/{Unit.PlanFile}", StringComparison.Ordinal))
            .Select(path => path[prefix.Length..].Split('/'))
            .Where(parts => parts.Length == 2 || (parts.Length == 3 && parts[0] == "tasks"))
            .Select(parts => parts[^2])];
    }

    private async Task<Dictionary<string, ReadOnlyMemory<byte>>> ReadAsync(string[] paths, CancellationToken cancellationToken)
    {
        var result = new Dictionary<string, ReadOnlyMemory<byte>>(paths.Length, StringComparer.Ordinal);
        if (paths.Length == 0)
        {
            return result;
        }

        var ids = Encoding.ASCII.GetBytes(string.Join('\n', paths.Select(path => blobs[path])) + "\n");
        var capture = await git.TryAsync(ids, cancellationToken, "cat-file", "--batch").ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (!capture.Succeeded)
        {
            throw git.Failure(capture, "cat-file", "--batch");
        }

        var rest = capture.Stdout;
        foreach (var path in paths)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var header = Encoding.ASCII.GetString(rest.Span[..end]);
            var size = int.Parse(header[(header.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
            result[path] = rest.Slice(end + 1, size);
            rest = rest[(end + 1 + size + 1)..];
        }

        return result;
    }
}

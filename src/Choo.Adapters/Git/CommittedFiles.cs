using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Choo.Adapters.Processes;
using Choo.Core.Specs;

namespace Choo.Adapters.Git;

/// <summary>The files of a commit: their paths, and the contents of those that are asked for, in two git calls.</summary>
public sealed class CommittedFiles
{
    private const string LinkMode = "120000";
    private const int MostAtOnce = 128 << 20;

    private readonly GitCall git;
    private readonly Dictionary<string, (string Id, bool IsLink)> blobs;

    private CommittedFiles(GitCall git, Dictionary<string, (string Id, bool IsLink)> blobs)
    {
        this.git = git;
        this.blobs = blobs;
    }

    /// <summary>Every path of the commit.</summary>
    public IReadOnlyCollection<string> Paths => blobs.Keys;

    /// <summary>Whether the commit has a file there.</summary>
    public bool Has(string path) => blobs.ContainsKey(path);

    /// <summary>Lists a commit.</summary>
    public static async Task<CommittedFiles> ListAsync(GitCall git, string commit, CancellationToken cancellationToken)
    {
        var capture = await git.TryAsync(cancellationToken, "ls-tree", "-r", "-z", "--full-tree", commit).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (!capture.Succeeded)
        {
            throw git.Failure(capture, "ls-tree", commit);
        }

        var blobs = new Dictionary<string, (string Id, bool IsLink)>(StringComparer.Ordinal);
        foreach (var entry in capture.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var tab = entry.IndexOf('\t', StringComparison.Ordinal);
            var words = entry[..tab].Split(' ');
            if (words[1] == "blob")
            {
                blobs[entry[(tab + 1)..]] = (words[2], words[0] == LinkMode);
            }
        }

        return new CommittedFiles(git, blobs);
    }

    /// <summary>The tasks folder's immediate children with their files' contents.</summary>
    public async Task<ImmutableArray<SpecFolder>> FoldersAsync(string tasksDir, CancellationToken cancellationToken)
    {
        var prefix = tasksDir.TrimEnd('/') + "/";
        var inside = blobs.Keys.Where(path => path.StartsWith(prefix, StringComparison.Ordinal)).ToArray();
        var files = inside.Where(path => path.AsSpan(prefix.Length).Count('/') == 1 && SpecNames.IsSpec(path[(path.LastIndexOf('/') + 1)..]) && !blobs[path].IsLink).ToArray();
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
                folder.Files.Add(FileOf(parts[1], path, contents));
            }
            else
            {
                folder.Folders.Add(parts[1]);
            }
        }

        return [.. folders.Select(each => new SpecFolder(each.Key, prefix + each.Key, [.. each.Value.Files], [.. each.Value.Folders]))];
    }

    /// <summary>The content of a file, null when the commit has none there, or more than so many bytes. That of a link is the path it leads to.</summary>
    public async Task<ReadOnlyMemory<byte>?> ContentAsync(string path, CancellationToken cancellationToken) =>
        blobs.ContainsKey(path) ? (await ReadAsync([path], cancellationToken).ConfigureAwait(false))[path].Content : null;

    /// <summary>Files with their contents, in the order given; those that are links or have more than so many bytes are left out.</summary>
    public async Task<ImmutableArray<(string Path, ReadOnlyMemory<byte> Content)>> ContentsAsync(IEnumerable<string> paths, int longest, CancellationToken cancellationToken)
    {
        string[] wanted = [.. paths.Where(path => !blobs[path].IsLink)];
        var read = await ReadAsync(wanted, cancellationToken).ConfigureAwait(false);
        return [.. wanted.Where(path => read[path].Length <= longest && (read[path].Length == 0 || read[path].Content.Length > 0)).Select(path => (path, read[path].Content))];
    }

    /// <summary>Whether the commit has a symbolic link there.</summary>
    public bool IsLink(string path) => blobs.TryGetValue(path, out var blob) && blob.IsLink;

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

    private static SpecFile FileOf(string name, string path, Dictionary<string, (ReadOnlyMemory<byte> Content, long Length)> contents)
    {
        if (!SpecNames.IsSpec(name))
        {
            return new SpecFile(name, path, default);
        }

        if (!contents.TryGetValue(path, out var read))
        {
            return SpecFile.Unreadable(name, path, "it is a symbolic link, and links are not followed");
        }

        return read.Length > SpecFile.Longest ? SpecFile.TooLong(name, path, read.Length) : new SpecFile(name, path, read.Content);
    }

    /// <summary>Contents and lengths. Where all of them would be too much to hold, only the lengths of those that are too long for a spec.</summary>
    private async Task<Dictionary<string, (ReadOnlyMemory<byte> Content, long Length)>> ReadAsync(string[] paths, CancellationToken cancellationToken)
    {
        if (paths.Length == 0)
        {
            return [];
        }

        var (capture, tooMuch) = await AskAsync(paths, "--batch", MostAtOnce, cancellationToken).ConfigureAwait(false);
        if (!tooMuch)
        {
            return Parse(capture, paths, hasContents: true);
        }

        var (lengths, _) = await AskAsync(paths, "--batch-check", int.MaxValue, cancellationToken).ConfigureAwait(false);
        var result = Parse(lengths, paths, hasContents: false);
        var readable = paths.Where(path => result[path].Length <= SpecFile.Longest).ToArray();
        var (contents, _) = await AskAsync(readable, "--batch", int.MaxValue, cancellationToken).ConfigureAwait(false);
        foreach (var (path, read) in Parse(contents, readable, hasContents: true))
        {
            result[path] = read;
        }

        return result;
    }

    private async Task<(ReadOnlyMemory<byte> Printed, bool TooMuch)> AskAsync(string[] paths, string how, int most, CancellationToken cancellationToken)
    {
        var ids = Encoding.ASCII.GetBytes(string.Join('\n', paths.Select(path => blobs[path].Id)) + "\n");
        var spec = git.Spec("cat-file", how) with { Input = ids, CaptureLimit = most };
        var capture = await ProcessRun.CaptureAsync(spec, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return capture.Succeeded ? (capture.Stdout, false)
            : most < int.MaxValue && capture.Outcome.End == ProcessEnd.TooMuchOutput ? (default, true)
            : throw git.Failure(capture, "cat-file", how);
    }

    private static Dictionary<string, (ReadOnlyMemory<byte> Content, long Length)> Parse(ReadOnlyMemory<byte> rest, string[] paths, bool hasContents)
    {
        var result = new Dictionary<string, (ReadOnlyMemory<byte>, long)>(paths.Length, StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var header = Encoding.ASCII.GetString(rest.Span[..end]);
            var size = long.Parse(header[(header.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
            rest = rest[(end + 1)..];
            result[path] = (hasContents ? rest[..(int)size] : default, size);
            rest = hasContents ? rest[((int)size + 1)..] : rest;
        }

        return result;
    }
}

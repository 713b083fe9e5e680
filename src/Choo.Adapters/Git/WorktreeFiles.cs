namespace Choo.Adapters.Git;

/// <summary>
/// Files of a worktree by their repository-relative path. An agent may have put links, or files and folders in each other's place:
/// nothing here is read, written or deleted through a link.
/// </summary>
internal static class WorktreeFiles
{
    /// <summary>The absolute path of a plain file; null when there is none, or only behind a link.</summary>
    public static string? Find(string root, string path)
    {
        var file = new FileInfo(Path.Combine(root, path));
        return file.Exists && file.LinkTarget is null && IsPlain(root, path) ? file.FullName : null;
    }

    /// <summary>Makes the folders of a file, and takes away whatever stands in its place or in theirs.</summary>
    public static void MakeWay(string root, string path)
    {
        var at = root;
        var parts = path.Split('/');
        foreach (var part in parts[..^1])
        {
            at = Path.Combine(at, part);
            if (File.Exists(at) || new DirectoryInfo(at).LinkTarget is not null)
            {
                File.Delete(at);
            }
        }

        Directory.CreateDirectory(at);
        at = Path.Combine(at, parts[^1]);
        if (new FileInfo(at).LinkTarget is not null)
        {
            File.Delete(at);
        }
        else if (Directory.Exists(at))
        {
            Directory.Delete(at, recursive: true);
        }
    }

    /// <summary>Deletes a file or link; what lies behind a link stays.</summary>
    public static void Delete(string root, string path)
    {
        var file = Path.Combine(root, path);
        if (IsPlain(root, path) && (File.Exists(file) || new FileInfo(file).LinkTarget is not null))
        {
            File.Delete(file);
        }
    }

    /// <summary>Whether no folder on the way to it is a link.</summary>
    private static bool IsPlain(string root, string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (new DirectoryInfo(Path.Combine(root, path[..slash])).LinkTarget is not null)
            {
                return false;
            }
        }

        return true;
    }
}

using Choo.Adapters.Files;
using Choo.Core.Text;

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
        var file = Path.Combine(root, path);
        return FileStatus.Of(file).Kind == FileKind.Plain && IsPlain(root, path) ? file : null;
    }

    /// <summary>Makes the folders of a file, and takes away whatever stands in its place or in theirs.</summary>
    public static void MakeWay(string root, string path)
    {
        var at = root;
        var parts = path.Split('/');
        foreach (var part in parts[..^1])
        {
            at = Path.Combine(at, part);
            if (FileStatus.Of(at).Kind is not (FileKind.Missing or FileKind.Folder))
            {
                File.Delete(at);
            }
        }

        Directory.CreateDirectory(at);
        at = Path.Combine(at, parts[^1]);
        switch (FileStatus.Of(at).Kind)
        {
            case FileKind.Missing or FileKind.Plain:
                break;
            case FileKind.Folder:
                Directory.Delete(at, recursive: true);
                break;
            default:
                File.Delete(at);
                break;
        }
    }

    /// <summary>Deletes a file, link or pipe; what lies behind a link stays. The path may be no text.</summary>
    public static void Delete(string root, string path)
    {
        var file = Path.Combine(root, path);
        if (!IsPlain(root, path) || FileStatus.Of(file).Kind is FileKind.Missing or FileKind.Folder)
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            File.Delete(file);
        }
        else if (!NativeFiles.Delete(file))
        {
            throw new IOException($"{PathText.Show(path)} cannot be removed: {NativeFiles.Why}");
        }
    }

    /// <summary>Whether no folder on the way to it is a link.</summary>
    private static bool IsPlain(string root, string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (FileStatus.Of(Path.Combine(root, path[..slash])).Kind == FileKind.Link)
            {
                return false;
            }
        }

        return true;
    }
}

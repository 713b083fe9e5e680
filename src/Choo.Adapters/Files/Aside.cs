using System.Globalization;

namespace Choo.Adapters.Files;

/// <summary>A new folder for what has to leave a worktree and cannot be saved by git: there it stays for a person to look at.</summary>
/// <param name="folder">Its absolute path.</param>
internal sealed class Aside(string folder)
{
    /// <summary>A folder of its own below another one.</summary>
    /// <param name="root">Absolute path of the folder of all such.</param>
    /// <param name="name">What its name begins with.</param>
    public static Aside New(string root, string name)
    {
        OwnFolder.Create(Path.GetDirectoryName(root)!);
        OwnFolder.Create(root);
        for (var number = 1; ; number++)
        {
            var folder = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"));
            if (!Path.Exists(folder))
            {
                return new Aside(OwnFolder.Create(folder));
            }
        }
    }

    /// <summary>
    /// Moves what has a path below a folder; where it went, null with the reason when it cannot be moved. A path that is longer than the
    /// system takes goes with the first folder on its way.
    /// </summary>
    public (string? Moved, string Why) Take(string from, string path)
    {
        var first = path.Split('/')[0];
        foreach (var each in path == first ? [first] : new[] { path, first })
        {
            var to = Path.Combine(folder, each);
            if (FileStatus.Of(Path.Combine(from, each)).Kind is FileKind.Unknown)
            {
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (Move(Path.Combine(from, each), to))
            {
                return (to, "");
            }
        }

        // It went along with something that was moved before it.
        return FileStatus.Of(Path.Combine(from, first)).Kind == FileKind.Missing ? (Path.Combine(folder, first), "") : (null, NativeFiles.Why);
    }

    private static bool Move(string from, string to)
    {
        if (!OperatingSystem.IsWindows())
        {
            return NativeFiles.Move(from, to);
        }

        try
        {
            Directory.Move(from, to);
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

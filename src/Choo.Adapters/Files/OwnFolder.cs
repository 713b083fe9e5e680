using Choo.Core.Diagnostics;
using Choo.Core.Ports;

namespace Choo.Adapters.Files;

/// <summary>
/// Folders that are choo's: what is in them may hold source text and secrets, so only their owner may look inside. One that is a link, or
/// another user's, is not used: whoever prepared it would get what choo writes, or have choo write where they like.
/// </summary>
internal static class OwnFolder
{
    /// <summary>0700.</summary>
    public const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const int Others = 0x3F;

    /// <summary>Makes a folder (and those above it) where it is not there, and closes it to other users where it is. Throws <see cref="PortException"/> when it is not choo's to use.</summary>
    public static string Create(string path)
    {
        if (Problem(path) is { } problem)
        {
            throw new PortException(problem);
        }

        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(path).FullName;
        }

        var folder = Directory.CreateDirectory(path, Mode).FullName;
        if ((FileStatus.Of(folder).Permissions & Others) != 0)
        {
            File.SetUnixFileMode(folder, Mode);
        }

        return folder;
    }

    /// <summary>Closes a folder and all in it to other users, where it is open to them; links are not followed.</summary>
    public static void CloseAll(string path)
    {
        if (OperatingSystem.IsWindows() || FileStatus.Of(path) is not { Kind: FileKind.Folder } status || status.Owner != NativeFiles.User || (status.Permissions & Others) == 0)
        {
            return;
        }

        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var entry in Directory.EnumerateFileSystemEntries(path, "*", everything))
        {
            var each = FileStatus.Of(entry);
            if (each.Kind is FileKind.Plain or FileKind.Folder && each.Owner == NativeFiles.User)
            {
                File.SetUnixFileMode(entry, each.Kind == FileKind.Folder ? Mode : OwnFile.Mode);
            }
        }

        // Last: one that was interrupted is done again.
        File.SetUnixFileMode(path, Mode);
    }

    /// <summary>Why a folder must not be used; null when it is a real one of this user's, or not there.</summary>
    public static Diagnostic? Problem(string path)
    {
        var status = FileStatus.Of(path);
        return status.Kind switch
        {
            FileKind.Missing => null,
            FileKind.Folder when OperatingSystem.IsWindows() || status.Owner == NativeFiles.User => null,
            FileKind.Folder => Refuse(path, "it belongs to another user"),
            _ => Refuse(path, $"it is {FileKindNames.Of(status.Kind)}"),
        };
    }

    private static Diagnostic Refuse(string path, string why) => DiagnosticCodes.NotChoosFolder.At(
        path, 0, 0, $"choo keeps its own files here, but {why}, so nothing is written or read; find out where it came from, then move it away");
}

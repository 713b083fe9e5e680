using Microsoft.Win32.SafeHandles;

namespace Choo.Adapters.Files;

/// <summary>What the file system says of a name without opening it and without following a link.</summary>
/// <param name="Kind">What is there.</param>
/// <param name="Length">Bytes, of a plain file; 0 of anything else.</param>
/// <param name="Owner">The owner's number; 0 on Windows, where owners have none.</param>
/// <param name="Permissions">The lower twelve bits of its mode; 0 on Windows.</param>
internal readonly record struct FileStatus(FileKind Kind, long Length, uint Owner, int Permissions)
{
    private static readonly FileStatus Missing = new(FileKind.Missing, 0, 0, 0);

    /// <summary>Looks at a path.</summary>
    public static FileStatus Of(string path) => OperatingSystem.IsWindows() ? OfWindows(path) : NativeFiles.Status(path);

    /// <summary>Looks at what was opened, which may have come into the place of what was looked at before.</summary>
    public static FileStatus Of(SafeFileHandle handle, string path) => OperatingSystem.IsWindows() ? OfWindows(path) : NativeFiles.Status(handle);

    /// <summary>Devices and pipes have no place in a folder of Windows.</summary>
    private static FileStatus OfWindows(string path)
    {
        var file = new FileInfo(path);
        try
        {
            return (int)file.Attributes == -1 ? Missing : new FileStatus(KindOf(file.Attributes), file.Exists ? file.Length : 0, 0, 0);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Missing with { Kind = FileKind.Unknown };
        }
    }

    private static FileKind KindOf(FileAttributes attributes) =>
        attributes.HasFlag(FileAttributes.ReparsePoint) ? FileKind.Link
        : attributes.HasFlag(FileAttributes.Directory) ? FileKind.Folder
        : attributes.HasFlag(FileAttributes.Device) ? FileKind.Device
        : FileKind.Plain;
}

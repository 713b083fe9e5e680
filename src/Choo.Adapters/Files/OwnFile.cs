using System.Text;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;

namespace Choo.Adapters.Files;

/// <summary>
/// The one place that makes files of choo's own: only their owner may read them, and nothing is written through a link or into anything
/// but a plain file. What the system refuses is an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>, as ever.
/// </summary>
internal static class OwnFile
{
    /// <summary>0600.</summary>
    public const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens a file of choo's; a new one is its owner's alone. Throws <see cref="PortException"/> where a link or something else stands in its place.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share = FileShare.Read, int bufferSize = 4096)
    {
        var status = FileStatus.Of(path);
        if (status.Kind is not (FileKind.Missing or FileKind.Plain))
        {
            throw new PortException(DiagnosticCodes.NotChoosFolder.At(
                path, 0, 0, $"choo keeps its own file here, but {FileKindNames.Of(status.Kind)} is in its place; move it away"));
        }

        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = bufferSize };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
        {
            options.UnixCreateMode = Mode;
        }

        var stream = new FileStream(path, options);
        if (!OperatingSystem.IsWindows() && access != FileAccess.Read && status.Kind == FileKind.Plain && (status.Permissions & 0x3F) != 0)
        {
            File.SetUnixFileMode(stream.SafeFileHandle, Mode);
        }

        return stream;
    }

    /// <summary>Writes a whole file.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var stream = Open(path, FileMode.Create, FileAccess.Write, bufferSize: 0);
        stream.Write(content);
    }

    /// <summary>Writes a whole file of text.</summary>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file that is not there, or that a kill left half written; what a person made of it stays.</summary>
    public static void WriteMissing(string path, string text)
    {
        if (FileStatus.Of(path).Kind == FileKind.Missing || IsBegun(path, text))
        {
            Write(path, text);
        }
    }

    /// <summary>Whether a file holds the beginning of a text and no more.</summary>
    public static bool IsBegun(string path, string text) => PlainFile.Text(path) is { } there && there.Length < text.Length && text.StartsWith(there, StringComparison.Ordinal);

    /// <summary>Adds text to the end of a file.</summary>
    public static void Append(string path, string text)
    {
        using var stream = Open(path, FileMode.Append, FileAccess.Write, bufferSize: 0);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}

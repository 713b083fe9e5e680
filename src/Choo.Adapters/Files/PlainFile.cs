using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Choo.Adapters.Files;

/// <summary>
/// The one reader of files that somebody else may have put where they are: an agent, a gate, a hostile repository. It never waits, never
/// follows a link, and never reads more than a bound: its kind is looked at before it is opened, and again of what was opened.
/// </summary>
internal static class PlainFile
{
    /// <summary>The most that choo's own configuration, notes and records may have.</summary>
    public const int Small = 1 << 20;

    /// <summary>The most that a file may have that is read whole into memory.</summary>
    public const int Large = 64 << 20;

    /// <summary>Reads a whole file of at most so many bytes.</summary>
    public static FileReading Read(string path, int most)
    {
        var (handle, length, refused) = Open(path);
        if (handle is null)
        {
            return refused;
        }

        using (handle)
        {
            return length > most ? TooLarge(length, most) : Fill(handle, (int)length, most);
        }
    }

    /// <summary>The text of a UTF-8 file of at most so many bytes; null when it cannot be read.</summary>
    public static string? Text(string path, int most = Small) => Read(path, most) is { IsRead: true } read ? TextOf(read.Content.Span) : null;

    /// <summary>Text out of bytes, without a mark of their order.</summary>
    public static string TextOf(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes);

    /// <summary>Opens a plain file for reading in pieces; null when it is none or cannot be opened, with the reason.</summary>
    public static (FileStream? Stream, string Why) OpenStream(string path)
    {
        var (handle, _, refused) = Open(path);
        return handle is null ? (null, refused.Why) : (new FileStream(handle, FileAccess.Read, 16 << 10), "");
    }

    /// <summary>What a person reads of a file that is larger than it may be.</summary>
    public static FileReading TooLarge(long length, int most) =>
        FileReading.Refused(FileRefusal.TooLarge, string.Create(CultureInfo.InvariantCulture, $"it has {length:N0} bytes, and at most {most:N0} are read"));

    /// <summary>A handle and its length; null with the reason when it is no plain file or cannot be opened.</summary>
    internal static (SafeFileHandle? Handle, long Length, FileReading Refused) Open(string path)
    {
        var before = FileStatus.Of(path);
        if (before.Kind != FileKind.Plain)
        {
            return (null, 0, NoPlainFile(before.Kind));
        }

        var (handle, why) = OperatingSystem.IsWindows() ? OpenOnWindows(path) : (NativeFiles.Open(path), NativeFiles.Why);
        if (handle is null)
        {
            return (null, 0, FileReading.Refused(FileRefusal.Unreadable, why));
        }

        var now = FileStatus.Of(handle, path);
        if (now.Kind == FileKind.Plain)
        {
            return (handle, now.Length, default);
        }

        handle.Dispose();
        return (null, 0, NoPlainFile(now.Kind));
    }

    private static FileReading NoPlainFile(FileKind kind) => kind switch
    {
        FileKind.Missing => FileReading.Refused(FileRefusal.Missing, "there is no such file"),
        FileKind.Link => FileReading.Refused(FileRefusal.NoPlainFile, "it is a symbolic link, and links are not followed"),
        FileKind.Unknown => FileReading.Refused(FileRefusal.Unreadable, "it cannot be examined"),
        _ => FileReading.Refused(FileRefusal.NoPlainFile, $"it is {FileKindNames.Of(kind)}, not a plain file"),
    };

    private static (SafeFileHandle? Handle, string Why) OpenOnWindows(string path)
    {
        try
        {
            return (File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), "");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return (null, refused.Message);
        }
    }

    /// <summary>A file may grow or shrink while it is read.</summary>
    private static FileReading Fill(SafeFileHandle handle, int length, int most)
    {
        var bytes = new byte[length + 1];
        var used = 0;
        try
        {
            while (RandomAccess.Read(handle, bytes.AsSpan(used), used) is > 0 and var read)
            {
                used += read;
                if (used == bytes.Length && used <= most)
                {
                    Array.Resize(ref bytes, (int)Math.Min((long)bytes.Length * 2, (long)most + 1));
                }
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return FileReading.Refused(FileRefusal.Unreadable, refused.Message);
        }

        return used > most ? TooLarge(used, most) : new FileReading(bytes.AsMemory(0, used), FileRefusal.None, "");
    }
}

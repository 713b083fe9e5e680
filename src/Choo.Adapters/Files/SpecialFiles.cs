using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Choo.Core.Text;

namespace Choo.Adapters.Files;

/// <summary>A named pipe, socket or device below a folder.</summary>
/// <param name="Path">Relative to the folder, forward slashes; it may be no text.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct SpecialFile(string Path, FileKind Kind);

/// <summary>
/// Finds what is neither file, folder nor link in a worktree: git does not see most of it, and waits for ever where it stands in the
/// place of a file that git itself reads (.gitignore). Links are not followed, and git's own folder is left out.
/// </summary>
internal static unsafe partial class SpecialFiles
{
    private const byte Unknown = 0;
    private const byte Pipe = 1;
    private const byte CharacterDevice = 2;
    private const byte Folder = 4;
    private const byte BlockDevice = 6;
    private const byte Socket = 12;
    private const int KindOffset = 18;
    private const int NameOffset = 19;

    /// <summary>All below a folder; costs some microseconds a folder.</summary>
    public static ImmutableArray<SpecialFile> Find(string root)
    {
        if (OperatingSystem.IsWindows())
        {
            return [];
        }

        var found = ImmutableArray.CreateBuilder<SpecialFile>();
        var open = new Stack<string>([""]);
        while (open.TryPop(out var folder))
        {
            if (OperatingSystem.IsLinux() && Environment.Is64BitProcess)
            {
                Read(root, folder, open, found);
            }
            else
            {
                ReadSlowly(root, folder, open, found);
            }
        }

        return found.ToImmutable();
    }

    /// <summary>By the entries' own word on their kind, which costs no look at each.</summary>
    private static void Read(string root, string folder, Stack<string> open, ImmutableArray<SpecialFile>.Builder found)
    {
        nint stream;
        fixed (byte* path = PathText.Terminated(folder.Length == 0 ? root : $"{root}/{folder}"))
        {
            stream = OpenFolder(path);
        }

        if (stream == 0)
        {
            return;
        }

        try
        {
            for (var entry = NextEntry(stream); entry != null; entry = NextEntry(stream))
            {
                var kind = entry[KindOffset];
                if (kind is Unknown or Pipe or CharacterDevice or Folder or BlockDevice or Socket)
                {
                    Take(root, folder, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry + NameOffset), kind, open, found);
                }
            }
        }
        finally
        {
            _ = CloseFolder(stream);
        }
    }

    private static void Take(string root, string folder, ReadOnlySpan<byte> bytes, byte kind, Stack<string> open, ImmutableArray<SpecialFile>.Builder found)
    {
        if (bytes.SequenceEqual("."u8) || bytes.SequenceEqual(".."u8) || bytes.SequenceEqual(".git"u8))
        {
            return;
        }

        var name = PathText.Decode(bytes);
        var path = folder.Length == 0 ? name : $"{folder}/{name}";
        Take(path, kind switch
        {
            Pipe => FileKind.Pipe,
            Socket => FileKind.Socket,
            CharacterDevice or BlockDevice => FileKind.Device,
            Folder => FileKind.Folder,
            _ => FileStatus.Of($"{root}/{path}").Kind,
        }, open, found);
    }

    private static void ReadSlowly(string root, string folder, Stack<string> open, ImmutableArray<SpecialFile>.Builder found)
    {
        try
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries(Path.Combine(root, folder)))
            {
                var name = Path.GetFileName(entry);
                if (name != ".git")
                {
                    Take(folder.Length == 0 ? name : $"{folder}/{name}", FileStatus.Of(entry).Kind, open, found);
                }
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // git says so when it comes there.
        }
    }

    private static void Take(string path, FileKind kind, Stack<string> open, ImmutableArray<SpecialFile>.Builder found)
    {
        switch (kind)
        {
            case FileKind.Folder:
                open.Push(path);
                break;
            case FileKind.Pipe or FileKind.Socket or FileKind.Device:
                found.Add(new SpecialFile(path, kind));
                break;
        }
    }

    [LibraryImport("libc", EntryPoint = "opendir", SetLastError = true)]
    private static partial nint OpenFolder(byte* path);

    [LibraryImport("libc", EntryPoint = "readdir")]
    private static partial byte* NextEntry(nint stream);

    [LibraryImport("libc", EntryPoint = "closedir")]
    private static partial int CloseFolder(nint stream);
}

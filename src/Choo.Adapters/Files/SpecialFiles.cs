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
/// <param name="root">The worktree's absolute path.</param>
/// <param name="clock">The time by which the file system's times are compared.</param>
internal sealed unsafe partial class SpecialFiles(string root, TimeProvider clock)
{
    private const byte Unknown = 0;
    private const byte Pipe = 1;
    private const byte CharacterDevice = 2;
    private const byte Folder = 4;
    private const byte BlockDevice = 6;
    private const byte Socket = 12;
    private const int KindOffset = 18;
    private const int NameOffset = 19;

    private readonly Lock gate = new();
    private readonly KnownFolder top = new(root, "");

    /// <summary>
    /// All below the folder. On Linux a folder that has not changed since an earlier call is not read again: a worktree is searched several times for each
    /// unit, and with a thousand folders that reading was a quarter of choo's own work.
    /// </summary>
    public ImmutableArray<SpecialFile> Find()
    {
        var found = ImmutableArray.CreateBuilder<SpecialFile>();
        if (OperatingSystem.IsLinux() && Environment.Is64BitProcess)
        {
            lock (gate)
            {
                FindChanged(found);
            }
        }
        else if (!OperatingSystem.IsWindows())
        {
            FindSlowly(found);
        }

        return found.ToImmutable();
    }

    private void FindChanged(ImmutableArray<SpecialFile>.Builder found)
    {
        var now = clock.GetUtcNow();
        var open = new Stack<KnownFolder>([top]);
        while (open.TryPop(out var folder))
        {
            fixed (byte* path = folder.Bytes)
            {
                var stamp = NativeFiles.Stamp(path);
                if (stamp is null || stamp != folder.Stamp)
                {
                    folder.Stamp = Read(folder, path, found) && stamp is { } known && known.IsSettled(now) ? stamp : null;
                }
            }

            foreach (var inside in folder.Inside)
            {
                open.Push(inside);
            }
        }
    }

    /// <summary>Reads by the entries' own word on their kind, which costs no look at each; whether there are only files, folders and links, all told apart.</summary>
    private bool Read(KnownFolder folder, byte* path, ImmutableArray<SpecialFile>.Builder found)
    {
        var known = folder.Inside.ToDictionary(each => each.Path, StringComparer.Ordinal);
        folder.Inside = [];
        var stream = OpenFolder(path);
        if (stream == 0)
        {
            return false;
        }

        var isPlain = true;
        try
        {
            for (var entry = NextEntry(stream); entry != null; entry = NextEntry(stream))
            {
                var kind = entry[KindOffset];
                var bytes = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry + NameOffset);
                if (kind is not (Unknown or Pipe or CharacterDevice or Folder or BlockDevice or Socket) || bytes.SequenceEqual("."u8) || bytes.SequenceEqual(".."u8) || bytes.SequenceEqual(".git"u8))
                {
                    continue;
                }

                var name = PathText.Decode(bytes);
                var at = folder.Path.Length == 0 ? name : $"{folder.Path}/{name}";
                switch (KindOf(kind, at))
                {
                    case FileKind.Folder:
                        folder.Inside.Add(known.GetValueOrDefault(at) ?? new KnownFolder(root, at));
                        break;
                    case (FileKind.Pipe or FileKind.Socket or FileKind.Device) and var special:
                        found.Add(new SpecialFile(at, special));
                        isPlain = false;
                        break;
                }

                isPlain &= kind != Unknown;
            }
        }
        finally
        {
            _ = CloseFolder(stream);
        }

        return isPlain;
    }

    private FileKind KindOf(byte kind, string path) => kind switch
    {
        Pipe => FileKind.Pipe,
        Socket => FileKind.Socket,
        CharacterDevice or BlockDevice => FileKind.Device,
        Folder => FileKind.Folder,
        _ => FileStatus.Of($"{root}/{path}").Kind,
    };

    private void FindSlowly(ImmutableArray<SpecialFile>.Builder found)
    {
        var open = new Stack<string>([""]);
        while (open.TryPop(out var folder))
        {
            try
            {
                foreach (var entry in Directory.EnumerateFileSystemEntries(Path.Combine(root, folder)))
                {
                    var name = Path.GetFileName(entry);
                    var path = folder.Length == 0 ? name : $"{folder}/{name}";
                    switch (FileStatus.Of(entry).Kind)
                    {
                        case FileKind.Folder when name != ".git":
                            open.Push(path);
                            break;
                        case (FileKind.Pipe or FileKind.Socket or FileKind.Device) and var special when name != ".git":
                            found.Add(new SpecialFile(path, special));
                            break;
                    }
                }
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // git says so when it comes there.
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "opendir", SetLastError = true)]
    private static partial nint OpenFolder(byte* path);

    [LibraryImport("libc", EntryPoint = "readdir")]
    private static partial byte* NextEntry(nint stream);

    [LibraryImport("libc", EntryPoint = "closedir")]
    private static partial int CloseFolder(nint stream);

    /// <summary>A folder as it was read.</summary>
    private sealed class KnownFolder(string root, string path)
    {
        /// <summary>Relative to the worktree.</summary>
        public string Path => path;

        /// <summary>The absolute path, ended by a zero.</summary>
        public byte[] Bytes { get; } = Exactly(PathText.Terminated(path.Length == 0 ? root : $"{root}/{path}"));

        /// <summary>What it had when it was read; null when it has to be read anyway.</summary>
        public FolderStamp? Stamp { get; set; }

        /// <summary>The folders in it.</summary>
        public List<KnownFolder> Inside { get; set; } = [];

        private static byte[] Exactly(byte[] terminated) => terminated[..(Array.IndexOf(terminated, (byte)0) + 1)];
    }
}

using System.Runtime.InteropServices;
using Choo.Core.Text;
using Microsoft.Win32.SafeHandles;

namespace Choo.Adapters.Files;

/// <summary>
/// What the runtime has no door to: the kind of a file, opening without waiting and without following, and paths that are bytes and no
/// text. Linux and macOS; numbers and layouts are those of their C libraries.
/// </summary>
internal static unsafe partial class NativeFiles
{
    private const int AtCurrentFolder = -100;
    private const int AtNoFollow = 0x100;
    private const int AtEmptyPath = 0x1000;
    private const uint KindModeOwnerAndSize = 0x1 | 0x2 | 0x8 | 0x200;
    private const uint ChangeTimeAndNumber = 0x80 | 0x100;
    private const int ENOENT = 2;
    private const int ENOTDIR = 20;

    private static readonly bool IsMac = OperatingSystem.IsMacOS();
    private static readonly bool IsOldMac = RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>O_RDONLY with O_NONBLOCK, O_NOFOLLOW and O_CLOEXEC.</summary>
    private static readonly int ReadPlainly = IsMac
        ? 0x4 | 0x100 | 0x1000000
        : 0x800 | 0x80000 | (RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm or Architecture.Ppc64le ? 0x8000 : 0x20000);

    /// <summary>The number of the user that this process acts as.</summary>
    public static uint User => EffectiveUser();

    public static FileStatus Status(string path)
    {
        var bytes = PathText.Terminated(path);
        fixed (byte* at = bytes)
        {
            return IsMac ? MacStatus(at) : LinuxStatus(AtCurrentFolder, at, AtNoFollow);
        }
    }

    public static FileStatus Status(SafeFileHandle handle)
    {
        var fd = (int)handle.DangerousGetHandle();
        if (IsMac)
        {
            var result = new MacStat();
            var failed = IsOldMac ? FStatX64(fd, &result) : FStat(fd, &result);
            return failed == 0 ? Of(result.Mode, result.Uid, result.Size) : Failed();
        }

        byte nothing = 0;
        return LinuxStatus(fd, &nothing, AtEmptyPath);
    }

    /// <summary>Which folder a path leads to and when its list of entries was last changed, on Linux; null where there is none. The path ends with a zero.</summary>
    public static FolderStamp? Stamp(byte* path)
    {
        var result = new Statx();
        return StatX(AtCurrentFolder, path, AtNoFollow, ChangeTimeAndNumber, &result) == 0
            ? new FolderStamp(((long)result.DeviceMajor << 32) | result.DeviceMinor, result.Number, result.ChangedSeconds, result.ChangedNanoseconds)
            : null;
    }

    /// <summary>Opens for reading; never waits for another side, and never follows a link. Null when it cannot be; <see cref="Why"/> says why.</summary>
    public static SafeFileHandle? Open(string path)
    {
        var bytes = PathText.Terminated(path);
        fixed (byte* at = bytes)
        {
            var fd = OpenAt(at, ReadPlainly);
            return fd < 0 ? null : new SafeFileHandle(fd, ownsHandle: true);
        }
    }

    /// <summary>Removes a file or link; false when it cannot be.</summary>
    public static bool Delete(string path)
    {
        var bytes = PathText.Terminated(path);
        fixed (byte* at = bytes)
        {
            return Unlink(at) == 0;
        }
    }

    /// <summary>Moves what has a name to another one, on the same file system; false when it cannot be.</summary>
    public static bool Move(string from, string to)
    {
        byte[] old = PathText.Terminated(from), next = PathText.Terminated(to);
        fixed (byte* one = old, other = next)
        {
            return Rename(one, other) == 0;
        }
    }

    /// <summary>What the last call that failed said.</summary>
    public static string Why => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());

    private static FileStatus LinuxStatus(int folder, byte* path, int flags)
    {
        var result = new Statx();
        return StatX(folder, path, flags, KindModeOwnerAndSize, &result) == 0 ? Of(result.Mode, result.Uid, (long)result.Size) : Failed();
    }

    private static FileStatus MacStatus(byte* path)
    {
        var result = new MacStat();
        var failed = IsOldMac ? LStatX64(path, &result) : LStat(path, &result);
        return failed == 0 ? Of(result.Mode, result.Uid, result.Size) : Failed();
    }

    private static FileStatus Failed() =>
        new(Marshal.GetLastPInvokeError() is ENOENT or ENOTDIR ? FileKind.Missing : FileKind.Unknown, 0, 0, 0);

    private static FileStatus Of(ushort mode, uint owner, long size)
    {
        var kind = (mode & 0xF000) switch
        {
            0x8000 => FileKind.Plain,
            0x4000 => FileKind.Folder,
            0xA000 => FileKind.Link,
            0x1000 => FileKind.Pipe,
            0xC000 => FileKind.Socket,
            0x2000 or 0x6000 => FileKind.Device,
            _ => FileKind.Unknown,
        };
        return new FileStatus(kind, kind == FileKind.Plain ? size : 0, owner, mode & 0xFFF);
    }

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Statx
    {
        [FieldOffset(20)]
        public uint Uid;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Number;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(96)]
        public long ChangedSeconds;

        [FieldOffset(104)]
        public uint ChangedNanoseconds;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct MacStat
    {
        [FieldOffset(4)]
        public ushort Mode;

        [FieldOffset(16)]
        public uint Uid;

        [FieldOffset(96)]
        public long Size;
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static partial int StatX(int folder, byte* path, int flags, uint mask, Statx* result);

    [LibraryImport("libc", EntryPoint = "lstat", SetLastError = true)]
    private static partial int LStat(byte* path, MacStat* result);

    [LibraryImport("libc", EntryPoint = "lstat$INODE64", SetLastError = true)]
    private static partial int LStatX64(byte* path, MacStat* result);

    [LibraryImport("libc", EntryPoint = "fstat", SetLastError = true)]
    private static partial int FStat(int fd, MacStat* result);

    [LibraryImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    private static partial int FStatX64(int fd, MacStat* result);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial int OpenAt(byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true)]
    private static partial int Unlink(byte* path);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true)]
    private static partial int Rename(byte* from, byte* to);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}

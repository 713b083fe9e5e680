using System.Runtime.InteropServices;

namespace Choo.Adapters.Processes.Linux;

/// <summary>posix_spawn and what belongs to it. Its structures are opaque: 1 KiB holds each with room to spare (glibc 80 and 336 bytes).</summary>
internal static unsafe partial class NativeSpawn
{
    public const int OpaqueSize = 1024;

    /// <summary>POSIX_SPAWN_SETSIGDEF, SETSIGMASK and SETSID.</summary>
    public const short Flags = 0x04 | 0x08 | 0x80;

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    public static partial int Spawn(int* pid, byte* path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int InitActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int DestroyActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int AddDup(byte* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int AddOpen(byte* actions, int fd, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int AddFolder(byte* actions, string path);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    public static partial int InitAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    public static partial int DestroyAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    public static partial int SetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int SetDefaultSignals(byte* attributes, byte* set);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int SetMask(byte* attributes, byte* set);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    public static partial int FillSet(byte* set);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    public static partial int EmptySet(byte* set);
}

using System.Globalization;

namespace Choo.Adapters.Processes.Linux;

/// <summary>What is asked of the machine once.</summary>
internal static class LinuxHost
{
    private const int SigChild = 17;
    private static readonly Lazy<bool> Ready = new(Prepare);
    private static readonly Lazy<string> BootId = new(ReadBoot);
    private static readonly Lazy<string> Space = new(ReadSpace);

    /// <summary>Names this start of the kernel; empty when unknown.</summary>
    public static string Boot => BootId.Value;

    /// <summary>Names the space that process ids are counted in.</summary>
    public static string PidSpace => Space.Value;

    /// <summary>Whether this system has all that <see cref="LinuxChild"/> needs: Linux 5.3 for pidfd, glibc 2.29 or musl 1.1.24 for a working folder. Prepares this process on the first call.</summary>
    public static bool IsSupported => Ready.Value;

    private static bool Prepare()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        var pidfd = Native.OpenPidfd(Environment.ProcessId);
        if (pidfd < 0)
        {
            return false;
        }

        _ = Native.Close(pidfd);
        if (!HasFolderAction())
        {
            return false;
        }

        StopIgnoringChildren();
        Strangers.NoteInherited();
        _ = Native.BecomeSubreaper();
        return true;
    }

    private static unsafe bool HasFolderAction()
    {
        var actions = stackalloc byte[NativeSpawn.OpaqueSize];
        _ = NativeSpawn.InitActions(actions);
        try
        {
            return NativeSpawn.AddFolder(actions, "/") == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
        finally
        {
            _ = NativeSpawn.DestroyActions(actions);
        }
    }

    // A parent that ignores SIGCHLD hands that down, and the kernel would then throw away our children's exit codes.
    private static void StopIgnoringChildren()
    {
        Span<byte> buffer = stackalloc byte[4096];
        var length = ProcFile.Read("/proc/self/status", buffer);
        var at = length > 0 ? buffer[..length].IndexOf("SigIgn:\t"u8) : -1;
        if (at < 0)
        {
            return;
        }

        var mask = buffer.Slice(at + 8, 16);
        if (ulong.TryParse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var ignored) && (ignored & (1UL << (SigChild - 1))) != 0)
        {
            _ = Native.SetHandler(SigChild, 0);
        }
    }

    private static string ReadBoot()
    {
        Span<byte> buffer = stackalloc byte[64];
        var length = ProcFile.Read("/proc/sys/kernel/random/boot_id", buffer);
        return length >= 8 ? System.Text.Encoding.ASCII.GetString(buffer[..8]) : "";
    }

    private static string ReadSpace()
    {
        try
        {
            var link = new FileInfo("/proc/self/ns/pid").LinkTarget ?? "";
            return link.AsSpan().Trim("pid:[]").ToString();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

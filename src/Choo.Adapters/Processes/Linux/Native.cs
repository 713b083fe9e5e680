using System.Runtime.InteropServices;

namespace Choo.Adapters.Processes.Linux;

/// <summary>The system calls that the runtime has no door to. Numbers are those of Linux on every architecture the runtime supports.</summary>
internal static unsafe partial class Native
{
    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int SigTerm = 15;
    public const int EINTR = 4;
    public const int EAGAIN = 11;
    public const short PollIn = 1;
    public const short PollOut = 4;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int NoHang = 1;
    private const int EPERM = 1;
    private const int SetStatusFlags = 4;
    private const int SetChildSubreaper = 36;
    private const int PidfdOpenNumber = 434;

    [StructLayout(LayoutKind.Sequential)]
    public struct PollFd
    {
        public int Fd;
        public short Events;
        public short Revents;
    }

    public static int LastError => Marshal.GetLastPInvokeError();

    /// <summary>Whether there is such a process, as far as a signal can show.</summary>
    public static bool Exists(int pid) => Kill(pid, 0) == 0 || LastError == EPERM;

    public static int OpenPidfd(int pid) => (int)Syscall(PidfdOpenNumber, pid, 0);

    public static bool BecomeSubreaper() => Prctl(SetChildSubreaper, 1, 0, 0, 0) == 0;

    public static void MakeNonBlocking(int fd) => _ = Fcntl(fd, SetStatusFlags, NonBlocking);

    public static void CloseIfOpen(ref int fd)
    {
        if (fd >= 0)
        {
            _ = Close(fd);
            fd = -1;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    public static partial int Pipe(int* fds, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int fd, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int fd, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollFd* fds, nuint count, int timeout);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static partial int WaitPid(int pid, int* status, int options);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "getsid")]
    public static partial int SessionOf(int pid);

    [LibraryImport("libc", EntryPoint = "signal")]
    public static partial nint SetHandler(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, nint first, nint second);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Prctl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Fcntl(int fd, int command, int argument);
}

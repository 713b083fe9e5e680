using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Choo.Adapters.Processes.Portable;

/// <summary>A job object that ends everything in it when its handle closes: by choo, or by the system when choo itself was killed.</summary>
internal sealed partial class WindowsJob : IDisposable
{
    private const int ExtendedLimitInformation = 9;
    private const uint KillOnClose = 0x2000;
    private readonly SafeFileHandle handle;

    private WindowsJob(SafeFileHandle handle) => this.handle = handle;

    /// <summary>Null when the system does not let the process into a job of its own; then only the tree walk is left.</summary>
    [SupportedOSPlatform("windows")]
    public static unsafe WindowsJob? Holding(Process process)
    {
        var handle = CreateJobObject(0, 0);
        var limits = new ExtendedLimits { Basic = new BasicLimits { LimitFlags = KillOnClose } };
        if (!handle.IsInvalid
            && SetInformationJobObject(handle, ExtendedLimitInformation, &limits, (uint)sizeof(ExtendedLimits))
            && AssignProcessToJobObject(handle, process.SafeHandle))
        {
            return new(handle);
        }

        handle.Dispose();
        return null;
    }

    public void Terminate()
    {
        if (!handle.IsClosed)
        {
            _ = TerminateJobObject(handle, 1);
        }
    }

    public void Dispose() => handle.Dispose();

    [LibraryImport("kernel32", EntryPoint = "CreateJobObjectW", SetLastError = true)]
    private static partial SafeFileHandle CreateJobObject(nint attributes, nint name);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static unsafe partial bool SetInformationJobObject(SafeFileHandle job, int kind, ExtendedLimits* limits, uint length);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool AssignProcessToJobObject(SafeFileHandle job, SafeProcessHandle process);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool TerminateJobObject(SafeFileHandle job, uint exitCode);

    [StructLayout(LayoutKind.Sequential)]
    private struct BasicLimits
    {
        public long PerProcessUserTimeLimit;
        public long PerJobUserTimeLimit;
        public uint LimitFlags;
        public nuint MinimumWorkingSetSize;
        public nuint MaximumWorkingSetSize;
        public uint ActiveProcessLimit;
        public nuint Affinity;
        public uint PriorityClass;
        public uint SchedulingClass;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ExtendedLimits
    {
        public BasicLimits Basic;
        public IoCounters Io;
        public nuint ProcessMemoryLimit;
        public nuint JobMemoryLimit;
        public nuint PeakProcessMemoryUsed;
        public nuint PeakJobMemoryUsed;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct IoCounters
    {
        public ulong ReadOperationCount;
        public ulong WriteOperationCount;
        public ulong OtherOperationCount;
        public ulong ReadTransferCount;
        public ulong WriteTransferCount;
        public ulong OtherTransferCount;
    }
}

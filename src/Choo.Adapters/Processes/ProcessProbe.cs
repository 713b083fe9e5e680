using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Choo.Adapters.Processes.Linux;

namespace Choo.Adapters.Processes;

/// <summary>Looks at processes by pid and start time: <c>/proc/pid/stat</c> on Linux, the runtime's own look elsewhere.</summary>
internal static class ProcessProbe
{
    public static string? StartTime(int pid)
    {
        if (OperatingSystem.IsLinux())
        {
            return ProcStat.Read(pid) is { } stat ? LinuxStart(stat) : null;
        }

        try
        {
            using var process = Process.GetProcessById(pid);
            return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return null;
        }
    }

    public static Liveness Probe(ProcessIdentity identity)
    {
        if (identity.StartTime.Length == 0)
        {
            return Liveness.Unknown;
        }

        return OperatingSystem.IsLinux() ? ProbeLinux(identity) : ProbePortable(identity);
    }

    private static Liveness ProbeLinux(ProcessIdentity identity)
    {
        var (boot, space) = (LinuxHost.Boot, LinuxHost.PidSpace);
        var parts = identity.StartTime.Split('/');
        if (parts.Length != 3 || boot.Length == 0)
        {
            return Liveness.Unknown;
        }

        if (parts[0] != boot)
        {
            return Liveness.Dead;
        }

        // Another container on the same machine numbers its processes for itself.
        if (parts[1] != space)
        {
            return Liveness.Unknown;
        }

        if (ProcStat.Read(identity.Pid) is { } stat)
        {
            return LinuxStart(stat) == identity.StartTime && !stat.IsGone ? Liveness.Alive : Liveness.Dead;
        }

        // A /proc mounted with hidepid shows no foreign processes, but a signal still shows that there is one.
        return Native.Exists(identity.Pid) ? Liveness.Unknown : Liveness.Dead;
    }

    private static Liveness ProbePortable(ProcessIdentity identity)
    {
        try
        {
            using var process = Process.GetProcessById(identity.Pid);
            var start = process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
            return start == identity.StartTime && !process.HasExited ? Liveness.Alive : Liveness.Dead;
        }
        catch (ArgumentException)
        {
            return Liveness.Dead;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return Liveness.Unknown;
        }
    }

    private static string LinuxStart(ProcStat stat) => $"{LinuxHost.Boot}/{LinuxHost.PidSpace}/{stat.StartTicks}";
}

using System.ComponentModel;
using System.Diagnostics;

namespace Choo.Adapters.Processes.Portable;

/// <summary>
/// macOS, Windows and Linux before 5.3, by the runtime's own means: a tree is what the runtime's tree walk finds (on Windows, what the
/// job object holds). Here Ctrl+C on the terminal reaches the children too.
/// </summary>
internal sealed class PortablePlatform : Platform
{
    public override StartResult Start(ChildStart start, OutputSink sink)
    {
        var process = new Process { StartInfo = Describe(start), EnableRaisingEvents = true };
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            process.Dispose();
            return new(null, Directory.Exists(start.Spec.Folder) ? $"{start.Spec.Program}: {e.Message}" : $"its working folder {start.Spec.Folder} does not exist");
        }

        var job = OperatingSystem.IsWindows() ? WindowsJob.Holding(process) : null;
        return new(new PortableChild(process, start, sink, job), null);
    }

    // Other systems do not show a process's environment; Windows needs no search, for its job ends everything.
    public override IReadOnlyList<int> FindMarked(string variable, string value)
        => OperatingSystem.IsLinux() ? Linux.LinuxTree.Marked(variable, value) : [];

    public override bool IsAtWork(string name, IReadOnlyCollection<string> folders)
    {
        var running = System.Diagnostics.Process.GetProcessesByName(name);
        foreach (var process in running)
        {
            process.Dispose();
        }

        return running.Length > 0;
    }

    public override void End(string variable, string value, IReadOnlyList<int> pids, bool force)
    {
        foreach (var pid in pids)
        {
            if (Linux.LinuxTree.IsMarked(pid, variable, value))
            {
                _ = Linux.Native.Kill(pid, force ? Linux.Native.SigKill : Linux.Native.SigTerm);
            }
        }
    }

    private static ProcessStartInfo Describe(ChildStart start)
    {
        var spec = start.Spec;
        var info = new ProcessStartInfo(spec.Program)
        {
            WorkingDirectory = spec.Folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (spec.Verbatim && OperatingSystem.IsWindows())
        {
            info.Arguments = string.Join(' ', spec.Arguments);
        }
        else
        {
            foreach (var argument in spec.Arguments)
            {
                info.ArgumentList.Add(argument);
            }
        }

        info.Environment.Clear();
        foreach (var (name, value) in spec.Environment)
        {
            info.Environment[name] = value;
        }

        if (start.Marker is not null)
        {
            info.Environment[ChildEnvironment.ProcessVariable] = start.Marker;
        }

        return info;
    }
}

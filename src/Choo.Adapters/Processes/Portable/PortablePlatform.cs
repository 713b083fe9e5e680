using System.ComponentModel;

namespace Choo.Adapters.Processes.Portable;

/// <summary>
/// macOS, Windows and Linux before 5.3, by the runtime's own means: a tree is what the runtime's tree walk finds (on Windows, what the
/// job object holds). Here Ctrl+C on the terminal reaches the children too.
/// </summary>
internal sealed class PortablePlatform : Platform
{
    public override StartResult Start(ChildStart start, OutputSink sink)
    {
        try
        {
            return new(new PortableChild(start, sink), null);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            // CliWrap's own message only guesses; the system's is inside.
            var why = (e.InnerException ?? e).Message;
            return new(null, Directory.Exists(start.Spec.Folder) ? $"{start.Spec.Program}: {why}" : $"its working folder {start.Spec.Folder} does not exist");
        }
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
}

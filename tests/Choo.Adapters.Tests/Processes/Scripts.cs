using System.Text;
using Choo.Adapters.Processes;
using Choo.Adapters.Processes.Portable;

namespace Choo.Adapters.Tests.Processes;

internal static class Scripts
{
    /// <summary>Both ways of starting processes, where there are two.</summary>
    public static Platform PlatformOf(bool portable) => portable ? new PortablePlatform() : Platform.Current;

    public static ProcessSpec Sh(string script, string? folder = null) => new()
    {
        Program = "/bin/sh",
        Arguments = ["-c", script],
        Folder = folder ?? Path.GetTempPath(),
        Environment = new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH")! },
    };

    public static string Text(OutputEnds ends) => Encoding.UTF8.GetString([.. ends.Head.Span, .. ends.Tail.Span]);

    /// <summary>Waits until a process is gone; false when it is still there after ten seconds.</summary>
    public static async Task<bool> IsGoneAsync(int pid)
    {
        for (var i = 0; i < 1000; i++)
        {
            if (ProcessIdentity.Of(pid) is not { } identity || identity.Probe() == Liveness.Dead)
            {
                return true;
            }

            await Task.Delay(10);
        }

        return false;
    }

    /// <summary>The number that a process writes into a file.</summary>
    public static async Task<int> ReadPidAsync(string file)
    {
        while (true)
        {
            if (File.Exists(file) && await File.ReadAllTextAsync(file) is { } text && text.EndsWith('\n'))
            {
                return int.Parse(text);
            }

            await Task.Delay(5);
        }
    }
}

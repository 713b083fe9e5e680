namespace Choo.Core.Agents;

/// <summary>Finds out from what a command printed whether the agent's own sandbox, and not the command, was the problem.</summary>
public static class SandboxFailure
{
    // What bubblewrap, Landlock and macOS's sandbox-exec print when they cannot start, and what a command prints that may not write.
    private static readonly string[] Signs = ["bwrap: ", "landlock", "sandbox-exec: ", "Sandbox(", "seccomp", "Read-only file system"];

    /// <summary>The line that reports the sandbox's failure, at most 200 characters; null when there is none.</summary>
    public static string? In(string? output)
    {
        foreach (var line in (output ?? "").Split('\n'))
        {
            if (Array.Exists(Signs, sign => line.Contains(sign, StringComparison.OrdinalIgnoreCase)))
            {
                return Words.Line(line, 200);
            }
        }

        return null;
    }

    /// <summary>What to do about it, for an agent of this name.</summary>
    public static string Advice(string agent) =>
        $"let choo itself run where the sandbox works, or, in a disposable container, switch it off with provider.providers.{agent}.args: [--sandbox, danger-full-access]";
}

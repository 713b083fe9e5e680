using System.Diagnostics;

namespace Choo.FakeAgent.Behaviours;

/// <summary><c>bash COMMAND</c>: runs a shell command in the worktree and waits for it.</summary>
internal sealed class Bash : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        turn.Voice.Tool("Bash", words);
        using var shell = Start(words);
        shell.WaitForExit();
        return null;
    }

    public static Process Start(string command)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(command);
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}

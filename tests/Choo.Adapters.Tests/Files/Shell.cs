using System.Diagnostics;

namespace Choo.Adapters.Tests.Files;

/// <summary>Prepares folders by a line of shell.</summary>
internal static class Shell
{
    public static void Run(string script, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo("sh") { ArgumentList = { "-ec", script }, WorkingDirectory = folder })!;
        Xunit.Assert.True(process.WaitForExit(10_000) && process.ExitCode == 0, script);
    }
}

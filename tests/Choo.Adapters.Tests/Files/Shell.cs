using CliWrap;

namespace Choo.Adapters.Tests.Files;

/// <summary>Prepares folders by a line of shell.</summary>
internal static class Shell
{
    public static void Run(string script, string folder) => Cli.Wrap("sh").WithArguments(["-ec", script]).WithWorkingDirectory(folder).ExecuteAsync().Task.Wait();
}

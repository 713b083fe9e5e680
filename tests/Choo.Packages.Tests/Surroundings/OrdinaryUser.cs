using System.Globalization;
using CliWrap;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>A user without rights of its own, for tests that root runs.</summary>
internal static class OrdinaryUser
{
    private static readonly string Id = 65534.ToString(CultureInfo.InvariantCulture);

    /// <summary>Becomes that user and then the program that follows; nothing when this is no root.</summary>
    public static IReadOnlyList<string> Command => Environment.IsPrivilegedProcess
        ? ["/usr/bin/setpriv", $"--reuid={Id}", $"--regid={Id}", "--clear-groups", "--inh-caps=-all", "--no-new-privs"]
        : [];

    /// <summary>Gives a folder with all that is in it to that user, or to another.</summary>
    public static void Own(string folder, string? user = null)
    {
        if (Environment.IsPrivilegedProcess)
        {
            Cli.Wrap("chown").WithArguments(["-R", $"{user ?? Id}:{user ?? Id}", folder]).ExecuteAsync().Task.Wait();
        }
    }
}

using System.Text.RegularExpressions;

namespace Choo.Core.Forge;

/// <summary>Reads the address of a git remote as the repository on a forge that it names.</summary>
public static partial class RemoteAddress
{
    /// <summary>
    /// The repository of <c>https://host/owner/name.git</c>, <c>ssh://git@host/owner/name</c> or <c>git@host:owner/name.git</c>; null for a
    /// folder, a <c>file:</c> address, and anything else. User names and passwords in it are dropped.
    /// </summary>
    public static ForgeRepository? Parse(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var match = (address.Contains("://", StringComparison.Ordinal) ? WithScheme() : ScpLike()).Match(address.Trim());
        if (!match.Success)
        {
            return null;
        }

        // A port of ssh is not that of the web pages.
        var web = match.Groups["scheme"].Value.StartsWith("http", StringComparison.OrdinalIgnoreCase);
        var host = HostOf(match.Groups["host"].Value.ToLowerInvariant());
        return new ForgeRepository(web ? host + match.Groups["port"].Value : host, match.Groups["owner"].Value, match.Groups["name"].Value);
    }

    // github.com takes ssh on the port of https too, under a name of its own.
    private static string HostOf(string host) => host is "ssh.github.com" or "www.github.com" ? "github.com" : host;

    [GeneratedRegex(@"^(?<scheme>https?|ssh|git|git\+ssh|ssh\+git)://(?:[^@/\s]*@)?(?<host>[A-Za-z0-9.-]+)(?<port>:[0-9]{1,5})?/+(?<owner>[A-Za-z0-9_.-]+)/(?<name>[A-Za-z0-9_.-]+?)(?:\.git)?/*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WithScheme();

    // One letter before the colon is a drive of Windows.
    [GeneratedRegex(@"^(?:[^@/:\s]+@)?(?<host>[A-Za-z0-9][A-Za-z0-9.-]+):/*(?<owner>[A-Za-z0-9_.-]+)/(?<name>[A-Za-z0-9_.-]+?)(?:\.git)?/*$", RegexOptions.CultureInvariant)]
    private static partial Regex ScpLike();
}

using Choo.Adapters.Processes;

namespace Choo.Adapters.Forge;

/// <summary>
/// Finds the token for a host, once: in the variables that GitHub's own command line reads, or by asking that command line. The tokens of
/// github.com are never given to another host.
/// </summary>
/// <param name="variables">choo's own environment.</param>
/// <param name="folder">Where programs are started.</param>
internal sealed class ForgeTokens(IReadOnlyDictionary<string, string> variables, string folder)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly string[] Names = ["GITHUB_TOKEN", "GH_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"];
    private readonly Dictionary<string, ForgeToken?> found = new(StringComparer.Ordinal);

    /// <summary>Whether the environment names a host: <c>GH_HOST</c>, as GitHub's own command line reads it, or the server of the job that choo runs in.</summary>
    public bool IsNamed(string host) => host.Equals(variables.GetValueOrDefault("GH_HOST")?.Trim(), StringComparison.OrdinalIgnoreCase) || host == Server;

    /// <summary>The token for a host, null when there is none.</summary>
    /// <param name="host">The host.</param>
    /// <param name="isOfPerson">Whether the person names it somewhere; otherwise it gets only what they stored for this very host.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ForgeToken?> FindAsync(string host, bool isOfPerson, CancellationToken cancellationToken)
    {
        if (!found.TryGetValue(host, out var token))
        {
            token = (isOfPerson ? FromVariables(host) : null) ?? await FromProgramAsync(host, isOfPerson, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            found[host] = token;
        }

        return token;
    }

    /// <summary>The variables that hold a token for a host, first to last.</summary>
    public IReadOnlyList<string> NamesFor(string host) => (IsOfGitHub(host), Server) switch
    {
        (true, null) => ["GITHUB_TOKEN", "GH_TOKEN"],
        (true, { } server) => server == host ? ["GITHUB_TOKEN", "GH_TOKEN"] : ["GH_TOKEN"],
        (false, { } server) when server == host => ["GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN", "GITHUB_TOKEN"],
        _ => ["GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"],
    };

    private static bool IsOfGitHub(string host) => host == "github.com" || host.EndsWith(".ghe.com", StringComparison.Ordinal);

    // In a job of GitHub Actions GITHUB_TOKEN is for the server that the job runs on, whichever that is. Null elsewhere.
    private string? Server => Uri.TryCreate(variables.GetValueOrDefault("GITHUB_SERVER_URL"), UriKind.Absolute, out var server) ? server.Authority : null;

    private ForgeToken? FromVariables(string host) => NamesFor(host)
        .Select(name => variables.GetValueOrDefault(name)?.Trim() is { Length: > 0 } value && IsHeaderText(value) ? new ForgeToken(value, name) : null)
        .FirstOrDefault(token => token is not null);

    private async Task<ForgeToken?> FromProgramAsync(string host, bool isOfPerson, CancellationToken cancellationToken)
    {
        if (Programs.Find("gh", variables) is not { } program)
        {
            return null;
        }

        // It needs the person's own settings and keyring; it is given nothing to ask with.
        var environment = variables.Where(each => isOfPerson || !Names.Contains(each.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal);
        environment["GH_PROMPT_DISABLED"] = "1";
        var asked = await ProcessRun.CaptureAsync(
            new ProcessSpec { Program = program, Arguments = ["auth", "token", "--hostname", host], Folder = folder, Environment = environment, Timeout = Longest },
            cancellationToken).ConfigureAwait(false);
        return asked.Succeeded && asked.Text.Trim() is { Length: > 0 } value && IsHeaderText(value) ? new ForgeToken(value, "gh auth token") : null;
    }

    private static bool IsHeaderText(string value) => value.All(each => each is > ' ' and < '\x7f');
}

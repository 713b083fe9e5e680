using Choo.Adapters.Forge.GitHub;
using Choo.Adapters.Git;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Forge;

namespace Choo.Adapters.Forge;

/// <summary>Finds the repository on its forge, the forge's address and the token. Nothing is asked of the forge.</summary>
/// <param name="repository">The repository.</param>
/// <param name="config">What the configuration says.</param>
/// <param name="variables">choo's own environment.</param>
internal sealed class ForgeOpening(Repository repository, GitHubConfig config, IReadOnlyDictionary<string, string> variables)
{
    private const string GitHubCom = "github.com";
    private static readonly string[] Others = ["gitlab.com", "bitbucket.org", "codeberg.org", "dev.azure.com"];

    private readonly ForgeTokens tokens = new(variables, repository.Root);

    /// <summary>choo's version, for the user agent.</summary>
    public string Version { get; init; } = "0";

    /// <summary>The clock of all waits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The forge that a branch is pushed to and its token, or the diagnostic that says why there is none.</summary>
    public async Task<(GitHubForge? Forge, ForgeToken? Token, Diagnostic? Problem)> OpenAsync(string branch, CancellationToken cancellationToken)
    {
        var remote = await ForgeRemotes.FindAsync(repository, branch, cancellationToken).ConfigureAwait(false);
        var (place, address, problem) = Place(remote);
        if (problem is not null)
        {
            return (null, null, problem);
        }

        var isOfPerson = IsOfPerson(remote, address!, place!.Host);
        if (await tokens.FindAsync(place.Host, isOfPerson, cancellationToken).ConfigureAwait(false) is not { } token)
        {
            return (null, null, DiagnosticCodes.NoForgeToken.Because(isOfPerson
                ? $"there is no token for {place.Host}: set {string.Join(" or ", tokens.NamesFor(place.Host))}, or sign in with `gh auth login --hostname {place.Host}`"
                : $"only github.base_url names {place.Host}, and a file in the repository does not decide who gets the token of a variable: set GH_HOST={place.Host} where you start choo, or sign in with `gh auth login --hostname {place.Host}`"));
        }

        var options = new GitHubOptions { Address = address!, Repository = place, Token = token, Version = Version, Timeout = config.Timeout, QuotaReserve = config.QuotaReserve, Time = Clock };
        return (new GitHubForge(options), token, null);
    }

    /// <summary>Whether an address has a host in it. One without a dot that is not of the web is an alias of the person's ssh settings, and what it stands for is not known here.</summary>
    private static bool HasHost(ForgeRemote? remote, ForgeRepository? named) => remote is not null && named is not null
        && (named.Host.Contains('.', StringComparison.Ordinal) || remote.Address.StartsWith("http", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether something of the person's own names the host: the remote, or <c>GH_HOST</c>, or the job that choo runs in. What only the configuration
    /// names, which is a file in the repository, gets no token that is for no host in particular.
    /// </summary>
    private bool IsOfPerson(ForgeRemote? remote, GitHubAddress address, string host)
    {
        var named = remote is null ? null : RemoteAddress.Parse(remote.Address);
        return config.BaseUrl is null || host == GitHubCom || address.Rest.IsLoopback || HasHost(remote, named)
            || string.Equals(named?.Host, host, StringComparison.OrdinalIgnoreCase) || tokens.IsNamed(host);
    }

    /// <summary>An address for people: without a name or password that is in it.</summary>
    private static string NameOf(string address) => RemoteAddress.Parse(address)?.ToString() ?? "an address that names no repository on a forge";

    /// <summary>The repository on the forge and the forge's address.</summary>
    internal (ForgeRepository? Place, GitHubAddress? Address, Diagnostic? Problem) Place(ForgeRemote? remote)
    {
        var named = remote is null ? null : RemoteAddress.Parse(remote.Address);
        if (remote?.Elsewhere is { } elsewhere)
        {
            return (null, null, DiagnosticCodes.PushesElsewhere.Because(
                $"the remote {remote.Name} fetches from {NameOf(remote.Address)} and pushes to {NameOf(elsewhere)}; choo reads the target, pushes and opens pull requests in one repository: "
                + $"give both addresses the same one (`git remote set-url --push {remote.Name} ADDRESS`), or let the target branch follow a remote that has it"));
        }

        if ((config.Owner ?? named?.Owner) is not { } owner || (config.Repository ?? named?.Name) is not { } name)
        {
            return (null, null, DiagnosticCodes.NoForge.Because(remote is null
                ? "the repository has no remote; add one, or set github.owner and github.repo"
                : $"the address of the remote {remote.Name} names no repository on a forge; set github.owner and github.repo"));
        }

        var configured = config.BaseUrl is { } text ? GitHubAddress.Parse(text) : null;
        if (config.BaseUrl is not null && configured is null)
        {
            return (null, null, DiagnosticCodes.NoForge.Because($"github.base_url must be an address such as https://github.example.com/api/v3 (got: {config.BaseUrl})"));
        }

        var trusted = HasHost(remote, named) ? named : null;
        if (configured is not null && trusted is not null && !configured.MayServe(trusted))
        {
            return (null, null, DiagnosticCodes.NoForge.Because($"github.base_url is on {configured.Rest.Host}, and the remote {remote!.Name} on {trusted.Host}: choo sends no token to another host than the remote's"));
        }

        var host = configured is null ? named?.Host ?? GitHubCom : configured.Rest.IsLoopback || trusted is null ? configured.Host : trusted.Host;
        return Others.Contains(host, StringComparer.Ordinal)
            ? (null, null, DiagnosticCodes.NoForge.Because($"{host} is no GitHub, and choo knows no other forge yet"))
            : (new ForgeRepository(host, owner, name), configured ?? GitHubAddress.Of(host), null);
    }
}

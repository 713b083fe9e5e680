using Choo.Core.Forge;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>Where the interfaces of a GitHub are.</summary>
/// <param name="Rest">The base address of the REST interface; ends with a slash.</param>
/// <param name="Graph">The address of the GraphQL interface.</param>
public sealed record GitHubAddress(Uri Rest, Uri Graph)
{
    /// <summary>The addresses for a host: of github.com, of its data-resident form (<c>*.ghe.com</c>), or of an Enterprise server.</summary>
    public static GitHubAddress Of(string host) => host switch
    {
        "github.com" => new(new Uri("https://api.github.com/"), new Uri("https://api.github.com/graphql")),
        _ when host.EndsWith(".ghe.com", StringComparison.Ordinal) => new(new Uri($"https://api.{host}/"), new Uri($"https://api.{host}/graphql")),
        _ => new(new Uri($"https://{host}/api/v3/"), new Uri($"https://{host}/api/graphql")),
    };

    /// <summary>The addresses for a configured REST address; null when it is none that a token may be sent to: it must be https, or lead to this machine.</summary>
    public static GitHubAddress? Parse(string rest)
    {
        if (!Uri.TryCreate(rest.TrimEnd('/') + "/", UriKind.Absolute, out var uri) || !IsSafe(uri) || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            return null;
        }

        const string enterprise = "/api/v3/";
        return new GitHubAddress(uri, uri.AbsolutePath.EndsWith(enterprise, StringComparison.Ordinal)
            ? new Uri(uri, $"{uri.AbsolutePath[..^enterprise.Length]}/api/graphql")
            : new Uri(uri, "graphql"));
    }

    /// <summary>The host as people write it in a repository's address.</summary>
    public string Host => Rest.Authority.StartsWith("api.", StringComparison.Ordinal) && (Rest.Authority == "api.github.com" || Rest.Authority.EndsWith(".ghe.com", StringComparison.Ordinal))
        ? Rest.Authority["api.".Length..]
        : Rest.Authority;

    /// <summary>Whether an address belongs to this GitHub's interfaces, and so may get the token.</summary>
    public bool Covers(Uri? address) => address is not null && address.Scheme == Rest.Scheme && address.Authority == Rest.Authority;

    /// <summary>Whether a configured address may stand for a repository whose remote is on a host: a file in the repository must not send the token elsewhere.</summary>
    public bool MayServe(ForgeRepository repository) => Rest.IsLoopback || Host.Equals(repository.Host, StringComparison.OrdinalIgnoreCase)
        || (repository.Host.Contains('.', StringComparison.Ordinal) && Rest.Host.EndsWith($".{repository.Host}", StringComparison.OrdinalIgnoreCase));

    private static bool IsSafe(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback);
}

namespace Choo.Adapters.Git;

/// <summary>
/// Lets git speak to one host with a token. git is given it by a credential helper of a few words that reads it from git's own environment, so it
/// is in no argument and no file. No other helper is asked then: one that keeps credentials would be told to keep it.
/// </summary>
internal static class TokenHelper
{
    private const string Variable = "CHOO_FORGE_TOKEN";

    // A function of the shell's own, so that what it prints is no argument either.
    private const string Helper = $"!f() {{ test \"$1\" != get || printf 'username=x-access-token\\npassword=%s\\n' \"${Variable}\"; }}; f";

    /// <summary>git with a token; null where the address of the remote is none that the token may be sent to.</summary>
    /// <param name="git">git in the repository.</param>
    /// <param name="address">The remote's address.</param>
    /// <param name="host">The host that the token is for, with its port.</param>
    /// <param name="token">The token.</param>
    public static GitCall? With(GitCall git, string address, string host, string token)
    {
        // In clear text to this machine alone.
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !uri.Authority.Equals(host, StringComparison.OrdinalIgnoreCase)
            || (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
        {
            return null;
        }

        var environment = new Dictionary<string, string>(Unasked(git).Environment)
        {
            ["GIT_CONFIG_COUNT"] = "3",
            ["GIT_CONFIG_KEY_0"] = "credential.helper",
            ["GIT_CONFIG_VALUE_0"] = "",
            ["GIT_CONFIG_KEY_1"] = $"credential.{uri.Scheme}://{uri.Authority}.helper",
            ["GIT_CONFIG_VALUE_1"] = Helper,

            // A header with other credentials, as actions/checkout leaves one, would go first; an empty one resets the list.
            ["GIT_CONFIG_KEY_2"] = $"http.{uri.Scheme}://{uri.Authority}/.extraheader",
            ["GIT_CONFIG_VALUE_2"] = "",
            [Variable] = token,
        };
        return git with { Environment = environment };
    }

    /// <summary>git that opens no window to ask for a password: it has the person's helpers.</summary>
    public static GitCall Unasked(GitCall git) => git with { Environment = new Dictionary<string, string>(git.Environment) { ["GIT_ASKPASS"] = "" } };
}

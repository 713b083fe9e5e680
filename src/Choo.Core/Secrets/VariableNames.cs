using System.Collections.Immutable;

namespace Choo.Core.Secrets;

/// <summary>Decides by name which variables of choo's own environment its children get, and which hold secrets. Case does not count.</summary>
public static class VariableNames
{
    // What programs, .NET, package managers and builds need to work at all, and nothing that opens a door.
    private static readonly ImmutableArray<string> Everybody =
    [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "LC_*", "TZ", "TERM", "COLORTERM", "TMPDIR", "TMP", "TEMP", "HOSTNAME", "XDG_*", "NO_COLOR",
        "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE",
        "DOTNET_*", "COMPLUS_*", "NUGET_*", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PKG_CONFIG_PATH", "ICU_DATA",
        "JAVA_HOME", "ANDROID_HOME", "GOPATH", "GOROOT", "CARGO_HOME", "RUSTUP_HOME", "NVM_DIR", "NODE_PATH", "PNPM_HOME", "PYENV_ROOT", "VIRTUAL_ENV", "NIX_*", "LOCALE_ARCHIVE",
        "CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "BUILD_NUMBER",
        "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "OS", "USERPROFILE", "USERNAME", "USERDOMAIN", "HOMEDRIVE", "HOMEPATH", "APPDATA", "LOCALAPPDATA",
        "PROGRAMDATA", "PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432", "COMMONPROGRAMFILES", "COMMONPROGRAMFILES(X86)", "COMMONPROGRAMW6432", "ALLUSERSPROFILE",
        "PUBLIC", "NUMBER_OF_PROCESSORS", "PROCESSOR_*", "PSMODULEPATH", "VSINSTALLDIR", "VCINSTALLDIR",
    ];

    // Who commits, where git's settings are, and what a fetch of missing objects or a filter such as git-lfs asks.
    private static readonly ImmutableArray<string> OfGit =
    [
        "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM",
        "SSH_AUTH_SOCK", "SSH_AGENT_PID", "SSH_ASKPASS", "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS",
    ];

    private static readonly ImmutableArray<string> Forge = ["GITHUB_TOKEN", "GH_TOKEN", "GITHUB_ENTERPRISE_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_PAT", "GH_PAT"];

    private static readonly ImmutableArray<string> Secret =
    [
        "TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "APIKEY", "API_KEY", "ACCESS_KEY", "PRIVATE_KEY", "SECRET_KEY", "CREDENTIAL", "CREDENTIALS", "PAT", "CONNECTION_STRING", "CONNECTIONSTRING",
    ];

    private static readonly ImmutableArray<string> Places = ["_FILE", "_PATH", "_DIR", "_URL", "_URI", "_HELPER", "_PROVIDER", "_MODE", "_ID"];

    /// <summary>Whether an agent gets it without being asked for.</summary>
    public static bool IsForAgent(AgentVariables own, string name)
    {
        ArgumentNullException.ThrowIfNull(own);
        return IsAmong(own.Keys, name) || (IsAmong(own.Settings, name) && !IsSecret(name)) || IsForGates(name);
    }

    /// <summary>Whether gates, setup and teardown get it without being asked for.</summary>
    public static bool IsForGates(string name) => IsAmong(Everybody, name) && !IsSecret(name);

    /// <summary>Whether git gets it besides what gates get.</summary>
    public static bool IsOfGit(string name) => IsAmong(OfGit, name);

    /// <summary>Whether a name is one of a list's; an entry may end with <c>*</c>.</summary>
    public static bool IsAmong(ImmutableArray<string> list, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var each in list)
        {
            var matches = each.EndsWith('*')
                ? name.AsSpan().StartsWith(each.AsSpan(0, each.Length - 1), StringComparison.OrdinalIgnoreCase)
                : name.Equals(each, StringComparison.OrdinalIgnoreCase);
            if (matches)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it holds a token of GitHub: no agent ever gets one, whatever the configuration says.</summary>
    public static bool IsForgeToken(string name) => IsAmong(Forge, name);

    /// <summary>Whether its value is a secret, judging by its name.</summary>
    public static bool IsSecret(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var upper = name.ToUpperInvariant();
        return Secret.Any(word => HasWord(upper, word)) && !IsLimit(upper) && !Places.Any(place => upper.EndsWith(place, StringComparison.Ordinal));
    }

    /// <summary>A number of tokens that a model may write, and no token.</summary>
    private static bool IsLimit(string name) => name.EndsWith("_TOKENS", StringComparison.Ordinal) && name.Contains("MAX_", StringComparison.Ordinal);

    /// <summary>A word on its own: the name is of words with underscores between.</summary>
    private static bool HasWord(string name, string word)
    {
        for (var at = name.IndexOf(word, StringComparison.Ordinal); at >= 0; at = name.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            var begins = at == 0 || name[at - 1] == '_' || word.Length > 4;
            if (begins && (end == name.Length || name[end] is '_' or 'S'))
            {
                return true;
            }
        }

        return false;
    }
}

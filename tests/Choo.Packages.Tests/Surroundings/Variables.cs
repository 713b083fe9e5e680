namespace Choo.Packages.Tests.Surroundings;

/// <summary>Environments for what the tests start.</summary>
internal static class Variables
{
    // How this machine reaches its packages and its runtime: the only things taken over.
    private static readonly string[] Taken =
    [
        "DOTNET_ROOT", "TMPDIR", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "NUGET_CERT_REVOCATION_MODE",
    ];

    /// <summary>A stranger's environment: a home of its own, folders in front of the PATH, nothing of CI.</summary>
    public static Dictionary<string, string> With(string home, params ReadOnlySpan<string> folders)
    {
        var variables = Current(Taken.Contains);
        variables["PATH"] = string.Join(Path.PathSeparator, [.. folders, Environment.GetEnvironmentVariable("PATH") ?? ""]);
        variables["HOME"] = home;
        variables["DOTNET_CLI_HOME"] = home;
        variables["LANG"] = "C.UTF-8";
        variables["NUGET_PACKAGES"] = PackageFolder;
        return Quiet(variables);
    }

    /// <summary>The environment of a build here: this process's, without what its test host and MSBuild put into it.</summary>
    public static Dictionary<string, string> OfBuild() => Quiet(Current(name =>
        !name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("VSTEST", StringComparison.Ordinal)
        && name is not ("DOTNET_HOST_PATH" or "DOTNET_CLI_UI_LANGUAGE")));

    // A restore of what has been restored once needs no network.
    private static string PackageFolder => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static Dictionary<string, string> Current(Func<string, bool> wanted)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (wanted((string)variable.Key))
            {
                result[(string)variable.Key] = (string)variable.Value!;
            }
        }

        return result;
    }

    private static Dictionary<string, string> Quiet(Dictionary<string, string> variables)
    {
        variables["DOTNET_NOLOGO"] = "1";
        variables["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        variables["DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE"] = "true";
        variables["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";

        // No build server outlives the test.
        variables["MSBUILDDISABLENODEREUSE"] = "1";
        variables["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        variables["UseSharedCompilation"] = "false";
        return variables;
    }
}

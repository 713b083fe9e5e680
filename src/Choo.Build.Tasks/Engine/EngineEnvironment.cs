namespace Choo.Build.Tasks.Engine;

/// <summary>The variables that MSBuild and the dotnet host set for their own children and that would mislead what choo starts.</summary>
internal static class EngineEnvironment
{
    private static readonly string[] OfTheHost =
    [
        "DOTNET_HOST_PATH", "DOTNET_CLI_TELEMETRY_SESSIONID", "DOTNET_CLI_USE_MSBUILDNOINPROCNODE", "DOTNET_CLI_EXEC_MSBUILD",
        "DOTNET_CLI_FORCE_UTF8_ENCODING", "DOTNET_CLI_RUN_MSBUILD_OUTOFPROC", "DOTNET_CLI_CONTEXT_VERBOSE", "DOTNET_CLI_CONTEXT_ANSI_PASS_THRU",
    ];

    /// <summary>Removes them.</summary>
    public static void Clear(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(IsMisleading).ToList())
        {
            environment.Remove(name);
        }
    }

    /// <summary>With one of them a worktree whose global.json names another SDK would build with the wrong one.</summary>
    internal static bool IsMisleading(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("_MSBUILD", StringComparison.OrdinalIgnoreCase)
        || OfTheHost.Contains(name, StringComparer.OrdinalIgnoreCase);
}

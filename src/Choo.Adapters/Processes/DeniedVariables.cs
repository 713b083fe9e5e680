namespace Choo.Adapters.Processes;

/// <summary>Which variables of choo's own environment its children do not get.</summary>
internal static class DeniedVariables
{
    // MSBuild and the dotnet host set these for their own children: with them a worktree whose global.json names another SDK
    // would build with the wrong one. What a person sets (DOTNET_ROOT, DOTNET_CLI_HOME, DOTNET_CLI_TELEMETRY_OPTOUT) stays.
    private static readonly string[] Session =
    [
        "DOTNET_HOST_PATH", "DOTNET_CLI_TELEMETRY_SESSIONID", "DOTNET_CLI_USE_MSBUILDNOINPROCNODE", "DOTNET_CLI_EXEC_MSBUILD",
        "DOTNET_CLI_FORCE_UTF8_ENCODING", "DOTNET_CLI_RUN_MSBUILD_OUTOFPROC", "DOTNET_CLI_CONTEXT_VERBOSE",
    ];

    // They signal to a program that it runs inside an agent: some then refuse to start, wait for an editor, or change what they print.
    private static readonly string[] InsideAgent =
    [
        "CLAUDECODE", "CLAUDE_CODE_ENTRYPOINT", "CLAUDE_CODE_SSE_PORT", "CLAUDE_CODE_SESSION_ID", "CLAUDE_CODE_CHILD_SESSION",
        "CODEX_SANDBOX", "CODEX_SANDBOX_NETWORK_DISABLED", "CODEX_THREAD_ID", "GEMINI_CLI", "OPENCODE", "CURSOR_AGENT", "CURSOR_TRACE_ID",
    ];

    public static bool Misleading(string name)
        => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("_MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase)
        || name is ChildEnvironment.RunVariable or ChildEnvironment.SessionVariable or ChildEnvironment.ProcessVariable or "PWD" or "OLDPWD"
        || Among(Session, name)
        || Among(InsideAgent, name);

    private static bool Among(string[] names, string name)
    {
        foreach (var one in names)
        {
            if (one.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

using Choo.Testing.MockModel;

namespace Choo.Testing;

/// <summary>Finds the real agents' command lines and gives them surroundings in which they see nothing of the machine's own.</summary>
public static class RealCli
{
    /// <summary>
    /// The absolute path of the real <c>claude</c> or <c>codex</c>: from CHOO_TEST_CLAUDE or CHOO_TEST_CODEX, from <c>node_modules/.bin</c> in the
    /// folder CHOO_TEST_AGENTS, or from PATH; null when there is none.
    /// </summary>
    public static string? Find(string name)
    {
        var named = Environment.GetEnvironmentVariable($"CHOO_TEST_{name.ToUpperInvariant()}");
        var folder = Environment.GetEnvironmentVariable("CHOO_TEST_AGENTS");
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string?[] candidates =
        [
            named,
            folder is { Length: > 0 } ? Path.Combine(folder, "node_modules", ".bin", name) : null,
            .. folders.Select(one => Path.Combine(one, name)),
        ];
        return candidates.FirstOrDefault(candidate => candidate is { Length: > 0 } && File.Exists(candidate));
    }

    /// <summary>
    /// A whole environment, nothing inherited but PATH, that leads claude and codex to a mock model. Codex's settings are written into the home folder.
    /// </summary>
    /// <param name="server">The model.</param>
    /// <param name="home">An empty folder that becomes HOME, CODEX_HOME and the folder for temporary files.</param>
    public static Dictionary<string, string> Isolate(MockServer server, string home)
    {
        var codexHome = Directory.CreateDirectory(Path.Combine(home, ".codex")).FullName;
        File.WriteAllText(Path.Combine(codexHome, "config.toml"), CodexSettings(server));
        return new Dictionary<string, string>
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
            ["HOME"] = home,
            ["TMPDIR"] = Directory.CreateDirectory(Path.Combine(home, "tmp")).FullName,
            ["LANG"] = "C.UTF-8",
            ["ANTHROPIC_BASE_URL"] = server.Url,
            ["ANTHROPIC_API_KEY"] = "no-key-the-model-is-a-mock",
            ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1",
            ["DISABLE_AUTOUPDATER"] = "1",
            ["CODEX_HOME"] = codexHome,
            ["CODEX_MOCK_KEY"] = "no-key-the-model-is-a-mock",
            ["NO_PROXY"] = "127.0.0.1",
        };
    }

    private static string CodexSettings(MockServer server) => $"""
        model = "mock-1"
        model_provider = "mock"
        approval_policy = "never"
        check_for_update_on_startup = false
        # Its sandbox leaves an empty .git and .codex in every folder that it makes writable.
        [sandbox_workspace_write]
        exclude_slash_tmp = true
        [model_providers.mock]
        name = "loopback mock"
        base_url = "{server.Url}/v1"
        wire_api = "responses"
        env_key = "CODEX_MOCK_KEY"
        request_max_retries = 2
        stream_max_retries = 1
        [analytics]
        enabled = false

        """;
}

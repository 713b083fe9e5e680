using Choo.Adapters.Processes;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Processes;

public class EnvironmentTests
{
    private static readonly Dictionary<string, string> Outer = new[]
    {
        "PATH", "HOME", "MSBuildSDKsPath", "MSBUILDFAILONDRIVEENUMERATINGWILDCARD", "MSBuildExtensionsPath", "DOTNET_HOST_PATH", "DOTNET_ROOT", "DOTNET_CLI_HOME",
        "DOTNET_CLI_TELEMETRY_SESSIONID", "GIT_DIR", "GIT_INDEX_FILE", "CLAUDECODE", "CLAUDE_CODE_ENTRYPOINT", "CLAUDE_CODE_OAUTH_TOKEN", "CLAUDE_CONFIG_DIR",
        "CLAUDE_CODE_USE_BEDROCK", "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", "OPENAI_API_KEY", "CODEX_HOME", "GITHUB_TOKEN", "GH_TOKEN", "NUGET_API_KEY",
        "ACTIONS_RUNTIME_TOKEN", "GITHUB_ACTIONS", "CHOO_RUN", "CHOO_PROCESS", "CHOO_SESSION", "PWD", "LC_ALL",
    }.ToDictionary(n => n, n => n is "GITHUB_TOKEN" or "GH_TOKEN" ? "ghs_token" : "outer");

    private static readonly string[] Everybodys = ["DOTNET_CLI_HOME", "DOTNET_ROOT", "GITHUB_ACTIONS", "HOME", "LC_ALL", "PATH"];

    [Theory]
    [InlineData("claude", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "CLAUDE_CODE_OAUTH_TOKEN", "CLAUDE_CODE_USE_BEDROCK", "CLAUDE_CONFIG_DIR")]
    [InlineData("codex", "CODEX_HOME", "OPENAI_API_KEY")]
    [InlineData("script")]
    [Incident("10", "the test checks which environment an agent gets")]
    [Incident("26", "the test checks which environment an agent gets")]
    [Incident("W23", "the test checks which environment an agent gets")]
    public void An_agent_gets_what_all_need_and_its_own_keys_and_nothing_else(string provider, params string[] own)
        => Assert.Equal(Everybodys.Concat(own).Order(StringComparer.Ordinal), ChildEnvironment.ForAgent(Outer, provider, []).Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void What_the_configuration_names_is_passed_too()
    {
        var agent = ChildEnvironment.ForAgent(Outer, "script", ["ANTHROPIC_*", "nuget_api_key", "GIT_*"]);
        Assert.Equal(["ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", "NUGET_API_KEY"], agent.Keys.Except(Everybodys).Order(StringComparer.Ordinal));
        Assert.Contains("GIT_DIR", ChildEnvironment.ForGates(Outer, ["GIT_DIR"]).Keys);
        Assert.Contains("GITHUB_TOKEN", ChildEnvironment.ForGates(Outer, ["GITHUB_TOKEN"]).Keys);
    }

    [Fact]
    public void A_token_of_GitHub_never_reaches_an_agent_by_whatever_name()
    {
        var outer = new Dictionary<string, string>(Outer) { ["GITHUB_TOKEN"] = "ghs_secret", ["MINE"] = "ghs_secret", ["REMOTE"] = "https://x:ghs_secret@host/r", ["OTHER"] = "else" };
        var agent = ChildEnvironment.ForAgent(outer, "claude", ["GITHUB_TOKEN", "GH_*", "MINE", "REMOTE", "OTHER"]);
        Assert.Contains("OTHER", agent.Keys);
        Assert.DoesNotContain(agent, each => each.Value.Contains("ghs_secret", StringComparison.Ordinal) || each.Key is "GH_TOKEN" or "GITHUB_TOKEN");
    }

    [Fact]
    public void A_gate_builds_without_servers_and_in_English_and_gets_no_key_of_an_agent()
    {
        var gates = ChildEnvironment.ForGates(Outer, []);
        Assert.Equal(("1", "false", "0", "en", "off", "outer"), (gates["MSBUILDDISABLENODEREUSE"], gates["UseSharedCompilation"], gates["DOTNET_CLI_USE_MSBUILD_SERVER"], gates["DOTNET_CLI_UI_LANGUAGE"], gates["MSBUILDTERMINALLOGGER"], gates["LC_ALL"]));
        Assert.Empty(gates.Keys.Intersect(["GITHUB_TOKEN", "MSBuildSDKsPath", "ANTHROPIC_API_KEY", "OPENAI_API_KEY", "NUGET_API_KEY"]));
    }

    [Fact]
    [Incident("T30", "the test checks which environment choo's own git gets")]
    public void Git_gets_what_all_need_and_the_persons_identity_and_no_secret_and_nothing_of_an_outer_git()
    {
        var outer = new Dictionary<string, string>(Outer)
        {
            ["GIT_AUTHOR_NAME"] = "outer",
            ["GIT_AUTHOR_DATE"] = "yesterday",
            ["GIT_CONFIG_GLOBAL"] = "outer",
            ["SSH_AUTH_SOCK"] = "outer",
            ["XDG_CONFIG_HOME"] = "outer",
            ["XDG_API_KEY"] = "outer",
            ["DOTNET_PASSWORD"] = "outer",
            ["MINE"] = "ghs_token",
            ["LANG"] = "has ghs_token in it",
            ["GIT_CONFIG_COUNT"] = "1",
            ["GIT_SSH_COMMAND"] = "outer",
        };
        var git = ChildEnvironment.GitFrom(outer);
        Assert.Equal(
            Everybodys.Concat(["GIT_AUTHOR_NAME", "GIT_CONFIG_GLOBAL", "SSH_AUTH_SOCK", "XDG_CONFIG_HOME"]).Order(StringComparer.Ordinal),
            git.Where(each => each.Value == "outer" || each.Key == "LC_ALL").Select(each => each.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("0", "C"), (git["GIT_TERMINAL_PROMPT"], git["LC_ALL"]));
        Assert.DoesNotContain(git, each => each.Value.Contains("ghs_token", StringComparison.Ordinal));
    }

    [Fact]
    public void A_secret_does_not_pass_because_it_begins_as_an_agents_settings_do()
    {
        string[] names = ["CODEX_GITHUB_PERSONAL_ACCESS_TOKEN", "CLAUDE_DATABASE_PASSWORD", "OPENAI_API_KEY", "CLAUDE_CODE_MAX_OUTPUT_TOKENS", "NUGET_API_KEY"];
        var outer = names.ToDictionary(name => name, _ => "value");
        Assert.Equal(["CLAUDE_CODE_MAX_OUTPUT_TOKENS"], ChildEnvironment.ForAgent(outer, "claude", []).Keys);
        Assert.Equal(["OPENAI_API_KEY"], ChildEnvironment.ForAgent(outer, "codex", []).Keys);
    }

    [UnixFact]
    public void A_program_is_found_by_name_in_absolute_folders_and_must_be_executable()
    {
        using var temp = new TempFolder();
        temp.Write("a/tool", "no");
        var good = temp.WriteProgram("b/tool", "#!/bin/sh\n");
        Assert.Equal(good, Programs.Find("tool", $"relative:{temp.At("a")}:{temp.At("none")}:{temp.At("b")}"));
        Assert.Equal(good, Programs.Find(good, ""));
        Assert.Null(Programs.Find("tool", temp.At("a")));
        Assert.Null(Programs.Find(temp.At("b"), ""));
        Assert.Null(Programs.Find("", "/bin"));
        Assert.Null(Programs.Find("tool", (string?)null));
    }
}

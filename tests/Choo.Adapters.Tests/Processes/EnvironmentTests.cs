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
        "ACTIONS_RUNTIME_TOKEN", "GITHUB_ACTIONS", "CHOO_RUN", "CHOO_PROCESS", "PWD", "LC_ALL",
    }.ToDictionary(n => n, n => "outer");

    [Fact]
    public void An_agent_keeps_its_own_keys_and_gets_neither_the_forges_nor_what_marks_an_outer_agent()
        => Assert.Equal(
            [
                "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "CLAUDE_CODE_OAUTH_TOKEN", "CLAUDE_CODE_USE_BEDROCK",
                "CLAUDE_CONFIG_DIR", "CODEX_HOME", "DOTNET_CLI_HOME", "DOTNET_ROOT", "GITHUB_ACTIONS", "HOME", "LC_ALL", "OPENAI_API_KEY", "PATH",
            ],
            ChildEnvironment.AgentsFrom(Outer).Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_gate_builds_without_servers_and_in_English_and_keeps_the_locale()
    {
        var gates = ChildEnvironment.GatesFrom(Outer);
        Assert.Equal(("1", "false", "0", "en", "off", "outer"), (gates["MSBUILDDISABLENODEREUSE"], gates["UseSharedCompilation"], gates["DOTNET_CLI_USE_MSBUILD_SERVER"], gates["DOTNET_CLI_UI_LANGUAGE"], gates["MSBUILDTERMINALLOGGER"], gates["LC_ALL"]));
        Assert.DoesNotContain("GITHUB_TOKEN", gates.Keys);
        Assert.DoesNotContain("MSBuildSDKsPath", gates.Keys);
    }

    [Fact]
    public void Git_asks_nothing_and_knows_nothing_of_an_outer_git()
    {
        var git = ChildEnvironment.GitFrom(Outer);
        Assert.Equal(["GIT_TERMINAL_PROMPT"], git.Keys.Where(k => k.StartsWith("GIT_", StringComparison.Ordinal)));
        Assert.Equal(("0", "C", "outer"), (git["GIT_TERMINAL_PROMPT"], git["LC_ALL"], git["GITHUB_TOKEN"]));
    }

    [Fact]
    public void Given_variables_win_and_the_basis_stays_as_it_is()
    {
        var agent = ChildEnvironment.ForAgents(new Dictionary<string, string> { ["CHOO_UNIT"] = "a", ["X"] = "1" }, new Dictionary<string, string> { ["X"] = "2" });
        Assert.Equal(("a", "2"), (agent["CHOO_UNIT"], agent["X"]));
        Assert.DoesNotContain("CHOO_UNIT", ChildEnvironment.ForAgents().Keys);
        Assert.Same(ChildEnvironment.ForGit(), ChildEnvironment.ForGit());
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

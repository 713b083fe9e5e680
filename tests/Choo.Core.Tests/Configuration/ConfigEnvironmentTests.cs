using Choo.Core.Configuration;
using Xunit;

namespace Choo.Core.Tests.Configuration;

public class ConfigEnvironmentTests
{
    [Fact]
    public void The_environment_wins_over_the_file()
    {
        var file = new ChooConfig { Parallelism = 2, TargetBranch = "a", Provider = new ProviderConfig { Type = "claude", TypeSource = "config:.choo.yaml" } };
        var (config, problems) = Apply(
            file, ("RALPH_PROVIDER", "codex"), ("RALPH_CODEX_CMD", "/opt/codex --x 'a b'"), ("RALPH_CLAUDE_CMD", "/opt/claude"),
            ("RALPH_WORKTREE_BASE", "wt/"), ("RALPH_LOG_LEVEL", "debug"), ("CHOO_PARALLELISM", "9"), ("CHOO_TARGET_BRANCH", "b"));
        Assert.Empty(problems);
        Assert.Equal(("codex", "env:RALPH_PROVIDER"), (config.Provider.Type, config.Provider.TypeSource));
        Assert.Equal(["/opt/codex", "--x", "a b"], config.Provider.Providers["codex"].Command.AsEnumerable());
        Assert.Equal(["/opt/claude"], config.Provider.Providers["claude"].Command.AsEnumerable());
        Assert.Equal((9, "b", "wt"), (config.Parallelism, config.TargetBranch, config.Worktree.BasePath));
    }

    [Fact]
    public void Choos_own_names_win_over_the_earlier_ones()
    {
        var config = Apply(new ChooConfig(), ("RALPH_PROVIDER", "codex"), ("CHOO_PROVIDER", "claude"), ("CHOO_CLAUDE_CMD", "a"), ("RALPH_CLAUDE_CMD", "b")).Config;
        Assert.Equal(("claude", "env:CHOO_PROVIDER"), (config.Provider.Type, config.Provider.TypeSource));
        Assert.Equal(["a"], config.Provider.Providers["claude"].Command.AsEnumerable());
    }

    [Fact]
    public void A_command_keeps_what_the_file_says_beside_it()
    {
        var file = new ChooConfig();
        file = file with { Provider = file.Provider with { Providers = file.Provider.Providers.Add("claude", new ProviderEntry { Command = ["x"], Model = "opus" }) } };
        var entry = Apply(file, ("CHOO_CLAUDE_CMD", "y")).Config.Provider.Providers["claude"];
        Assert.Equal(("y", "opus"), (entry.Command.Single(), entry.Model));
    }

    [Fact]
    public void Empty_values_count_as_absent()
    {
        var (config, problems) = Apply(new ChooConfig(), [.. ConfigEnvironment.Names.Select(name => (name, ""))]);
        Assert.Empty(problems);
        Assert.Equal(new ChooConfig(), config);
    }

    [Theory]
    [InlineData("CHOO_PARALLELISM", "0")]
    [InlineData("CHOO_PARALLELISM", "four")]
    [InlineData("CHOO_PROVIDER", "gemini")]
    [InlineData("RALPH_PROVIDER", "gemini")]
    [InlineData("RALPH_LOG_LEVEL", "loud")]
    [InlineData("CHOO_WORKTREE_BASE", ".")]
    [InlineData("RALPH_WORKTREE_BASE", ".git/x")]
    public void A_value_that_cannot_be_used_is_said_with_its_name(string name, string value)
    {
        var problem = Assert.Single(Apply(new ChooConfig(), (name, value)).Diagnostics);
        Assert.Equal("CHOO0106", problem.Code);
        Assert.StartsWith($"{name} must be ", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith($"(got: {value})", problem.Message, StringComparison.Ordinal);
    }

    private static ConfigReading Apply(ChooConfig config, params (string Name, string Value)[] variables) =>
        ConfigEnvironment.Apply(config, name => variables.FirstOrDefault(each => each.Name == name).Value);
}

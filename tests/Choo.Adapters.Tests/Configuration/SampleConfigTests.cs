using System.Text.RegularExpressions;
using Choo.Adapters.Configuration;
using Choo.Adapters.Specs;
using Choo.Core.Configuration;
using Xunit;

namespace Choo.Adapters.Tests.Configuration;

public partial class SampleConfigTests
{
    [Fact]
    public void As_it_is_it_says_nothing()
    {
        var reading = ChooConfigReader.Read(SampleConfig.Text, ".choo.yaml", YamlReader.Instance);
        Assert.Empty(reading.Diagnostics);
        Assert.Equal(new ChooConfig().Parallelism, reading.Config.Parallelism);
        Assert.Null(reading.Config.BaselineChecks);
    }

    [Fact]
    public void With_every_setting_uncommented_it_is_sound()
    {
        var reading = ChooConfigReader.Read(Uncommented, ".choo.yaml", YamlReader.Instance);
        Assert.Empty(reading.Diagnostics);
        var config = reading.Config;
        Assert.Equal(("main", "claude", 2), (config.TargetBranch, config.Provider.Type, config.BaselineChecks?.Length));
        Assert.Equal(["claude", "codex", "script"], config.Provider.Providers.Keys.Order());
        Assert.Single(config.Worktree.Setup);
    }

    [Fact]
    public void The_values_it_shows_are_the_defaults()
    {
        var (shown, defaults) = (ChooConfigReader.Read(Uncommented, ".choo.yaml", YamlReader.Instance).Config, new ChooConfig());
        Assert.Equal(
            (defaults.Parallelism, defaults.AllowRedTarget, defaults.TaskAttempts, defaults.BaselineAttempts, defaults.ConflictAttempts, defaults.Worktree.BasePath),
            (shown.Parallelism, shown.AllowRedTarget, shown.TaskAttempts, shown.BaselineAttempts, shown.ConflictAttempts, shown.Worktree.BasePath));
        Assert.Equal(
            (defaults.TurnTimeout, defaults.SilenceTimeout, defaults.GateTimeout, defaults.SetupTimeout),
            (shown.TurnTimeout, shown.SilenceTimeout, shown.GateTimeout, shown.SetupTimeout));
    }

    [Fact]
    public void No_line_is_wider_than_a_screen() => Assert.All(SampleConfig.Text.Split('\n'), line => Assert.InRange(line.Length, 0, 130));

    private static string Uncommented => Setting().Replace(SampleConfig.Text, "");

    [GeneratedRegex(@"^#(?! \S)(?=.)", RegexOptions.Multiline)]
    private static partial Regex Setting();
}

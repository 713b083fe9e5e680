using Choo.Testing;
using Choo.Tool.Cli;
using Xunit;

namespace Choo.Tool.Tests.Cli;

public sealed class HelpTests
{
    public static TheoryData<string> Names => [.. CommandTable.Names];

    [Fact]
    public async Task The_overview_lists_every_command()
    {
        using var test = new TestConsole();
        Assert.Equal(0, await test.RunAsync("--help"));
        Golden.Verify(test.Out.Replace(BuildInfo.Version, "VERSION", StringComparison.Ordinal), "Help.overview");
        Assert.Empty(test.Error);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_command_has_its_help(string name)
    {
        using var test = new TestConsole();
        Assert.Equal(0, await test.RunAsync($"{name} --help"));
        Golden.Verify(test.Out, $"Help.{name}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Help_fits_80_columns_and_ends_with_exit_codes(string name)
    {
        using var test = new TestConsole();
        await test.RunAsync($"help {name}");
        Assert.All(test.Out.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.True(test.Out.IndexOf("Exit codes:", StringComparison.Ordinal) > test.Out.IndexOf("Options:", StringComparison.Ordinal));
        Assert.True(test.Out.IndexOf("Examples:", StringComparison.Ordinal) < test.Out.IndexOf("Options:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-h run")]
    [InlineData("run -?")]
    [InlineData("run --parallelism 2 -h")]
    [InlineData("help run")]
    public async Task Help_is_asked_for_in_any_place(string line)
    {
        using var test = new TestConsole();
        Assert.Equal(0, await test.RunAsync(line));
        Assert.StartsWith("choo run:", test.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_words_at_all_show_the_overview()
    {
        using var test = new TestConsole();
        Assert.Equal(0, await test.RunAsync(""));
        Assert.Contains("Usage: dotnet choo <command>", test.Out, StringComparison.Ordinal);
    }
}

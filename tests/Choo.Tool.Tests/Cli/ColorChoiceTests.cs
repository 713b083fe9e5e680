using Choo.Tool.Cli;
using Xunit;

namespace Choo.Tool.Tests.Cli;

public sealed class ColorChoiceTests
{
    [Theory]
    [InlineData(true, null, null, "xterm", true)]
    [InlineData(true, null, null, "dumb", false)]
    [InlineData(false, null, null, "xterm", false)]
    [InlineData(true, "1", null, "xterm", false)]
    [InlineData(true, "", null, "xterm", true)]
    [InlineData(false, null, "1", "xterm", true)]
    [InlineData(true, null, "0", "xterm", false)]
    [InlineData(true, "1", "1", "xterm", false)]
    public void Colours_follow_the_terminal_and_the_two_variables(bool terminal, string? no, string? force, string term, bool expected) =>
        Assert.Equal(expected, ColorChoice.Wanted(name => name switch { "NO_COLOR" => no, "FORCE_COLOR" => force, "TERM" => term, _ => null }, terminal));

    [Fact]
    public async Task No_color_keeps_escapes_out_of_status()
    {
        using var test = new TestConsole { IsTerminal = true };
        test.Environment["TERM"] = "xterm";
        CannedRun.Mixed().Save(test.Folder.Path);
        Assert.Equal(0, await test.RunAsync("status"));
        Assert.Contains("\e[", test.Out, StringComparison.Ordinal);
        using var plain = new TestConsole { IsTerminal = true };
        plain.Environment["TERM"] = "xterm";
        CannedRun.Mixed().Save(plain.Folder.Path);
        Assert.Equal(0, await plain.RunAsync("status --no-color"));
        Assert.DoesNotContain("\e[", plain.Out, StringComparison.Ordinal);
    }
}

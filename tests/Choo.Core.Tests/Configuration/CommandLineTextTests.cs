using Choo.Core.Configuration;
using Xunit;

namespace Choo.Core.Tests.Configuration;

public class CommandLineTextTests
{
    [Theory]
    [InlineData("claude", "claude")]
    [InlineData("  claude  --x ", "claude|--x")]
    [InlineData("'/opt/my tools/claude' -a", "/opt/my tools/claude|-a")]
    [InlineData("a \"b c\"'d e' f", "a|b cd e|f")]
    [InlineData("C:\\tools\\claude.exe -x", "C:\\tools\\claude.exe|-x")]
    [InlineData("a ''", "a|")]
    [InlineData("", null)]
    public void Blanks_outside_of_quotes_separate(string text, string? words) =>
        Assert.Equal(words?.Split('|') ?? [], CommandLineText.Split(text).AsEnumerable());
}

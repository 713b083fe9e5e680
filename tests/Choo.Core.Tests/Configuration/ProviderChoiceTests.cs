using Choo.Core.Configuration;
using Xunit;

namespace Choo.Core.Tests.Configuration;

public class ProviderChoiceTests
{
    [Theory]
    [InlineData("f", "u", "c", "e", "f", "cli:--force-task-provider")]
    [InlineData(null, "u", "c", "e", "u", "unit:frontmatter")]
    [InlineData(null, null, "c", "e", "c", "cli:--provider")]
    [InlineData(null, null, null, "e", "e", "env:CHOO_PROVIDER")]
    [InlineData(null, null, null, null, "claude", "default")]
    public void The_first_that_is_named_wins(string? forced, string? unit, string? flag, string? type, string name, string source)
    {
        var config = new ProviderConfig { Type = type, TypeSource = type is null ? "default" : "env:CHOO_PROVIDER" };
        Assert.Equal(new ProviderChoice(name, source), ProviderChoice.Of(forced, unit, flag, config));
    }
}

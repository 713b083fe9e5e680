using Choo.Core.Configuration;
using Xunit;

namespace Choo.Core.Tests.Configuration;

public class GoDurationTests
{
    [Theory]
    [InlineData("2h", 7_200_000)]
    [InlineData("30s", 30_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("500ms", 500)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("1h0m0s", 3_600_000)]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    public void Gos_notation_is_read(string text, int milliseconds)
    {
        Assert.True(GoDuration.TryParse(text, out var duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("1.2.3s")]
    [InlineData("-1s")]
    [InlineData("1 s")]
    [InlineData("1d")]
    [InlineData("99999999999h")]
    public void Anything_else_is_not(string text) => Assert.False(GoDuration.TryParse(text, out _));
}

using Choo.Core.Forge;
using Xunit;

namespace Choo.Core.Tests.Forge;

public class RemoteAddressTests
{
    [Theory]
    [InlineData("https://github.com/octo/app", "github.com/octo/app")]
    [InlineData("https://github.com/octo/app.git", "github.com/octo/app")]
    [InlineData("https://github.com/octo/app.git/", "github.com/octo/app")]
    [InlineData("https://user:word@GitHub.com/octo/App.Net", "github.com/octo/App.Net")]
    [InlineData("http://github.example.com:8080/octo/app", "github.example.com:8080/octo/app")]
    [InlineData("https://www.github.com/octo/app", "github.com/octo/app")]
    [InlineData("ssh://git@github.com/octo/app.git", "github.com/octo/app")]
    [InlineData("ssh://git@github.example.com:2222/octo/app", "github.example.com/octo/app")]
    [InlineData("ssh://git@ssh.github.com:443/octo/app.git", "github.com/octo/app")]
    [InlineData("git+ssh://git@github.com/octo/app.git", "github.com/octo/app")]
    [InlineData("git://github.com/octo/app.git", "github.com/octo/app")]
    [InlineData("git@github.com:octo/app.git", "github.com/octo/app")]
    [InlineData("git@github.com:/octo/app", "github.com/octo/app")]
    [InlineData("github.example.com:octo/app.git", "github.example.com/octo/app")]
    [InlineData("work:octo/app", "work/octo/app")]
    [InlineData("  https://github.com/octo/app\n", "github.com/octo/app")]
    public void The_repository_is_read(string address, string expected) => Assert.Equal(expected, RemoteAddress.Parse(address)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("/srv/git/app.git")]
    [InlineData("../app")]
    [InlineData("file:///srv/git/octo/app.git")]
    [InlineData("C:/git/app")]
    [InlineData("https://github.com/app")]
    [InlineData("https://example.com/group/sub/app")]
    [InlineData("git@example.com:app.git")]
    [InlineData("git@example.com:group/sub/app.git")]
    [InlineData("https://github.com/octo/app?x=1")]
    [InlineData("https://github.com/oc to/app")]
    public void What_names_none_is_none(string address) => Assert.Null(RemoteAddress.Parse(address));
}

using System.Text;
using Choo.Core.Specs;
using Xunit;

namespace Choo.Core.Tests.Specs;

public class FrontMatterTests
{
    [Theory]
    [InlineData("---\na: 1\n---\nbody", "a: 1\n", "body")]
    [InlineData("---\r\na: 1\r\n---\r\nbody", "a: 1\r\n", "body")]
    [InlineData("\uFEFF---\na: 1\n---\nbody", "a: 1\n", "body")]
    [InlineData("\uFEFF---\r\na: 1\r\n---\r\n", "a: 1\r\n", "")]
    [InlineData("---  \t\na: 1\n--- \nbody", "a: 1\n", "body")]
    [InlineData("---\na: 1\n---", "a: 1\n", "")]
    [InlineData("---\n---\nbody\n---\nmore", "", "body\n---\nmore")]
    [InlineData("---\n---", "", "")]
    [InlineData("---\na: 1\n---\nbody\n---\nb: 2\n---\n", "a: 1\n", "body\n---\nb: 2\n---\n")]
    [InlineData("---\n# only\n---\n```\n---\nx: 1\n---\n```\n", "# only\n", "```\n---\nx: 1\n---\n```\n")]
    [InlineData("---\na: |\n  ---\n---\nbody", "a: |\n  ---\n", "body")]
    public void A_frontmatter_ends_at_the_first_closing_line(string text, string yaml, string body)
    {
        var content = Encoding.UTF8.GetBytes(text);
        var parts = FrontMatter.Split(content);
        Assert.Equal(FrontMatterKind.Found, parts.Kind);
        Assert.Equal(yaml, Encoding.UTF8.GetString(content, parts.YamlStart, parts.YamlLength));
        Assert.Equal(body, Encoding.UTF8.GetString(content, parts.BodyStart, content.Length - parts.BodyStart));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# Title\n")]
    [InlineData("\n---\na: 1\n---\n")]
    [InlineData("----\na: 1\n----\n")]
    [InlineData("--- a\n---\n")]
    [InlineData("--")]
    public void A_file_that_does_not_begin_with_three_dashes_has_none(string text) =>
        Assert.Equal(FrontMatterKind.None, FrontMatter.Split(Encoding.UTF8.GetBytes(text)).Kind);

    [Theory]
    [InlineData("---")]
    [InlineData("---\n")]
    [InlineData("---\na: 1\n")]
    [InlineData("---\na: 1\n ---\n----\n")]
    public void One_without_a_closing_line_is_unclosed(string text) =>
        Assert.Equal(FrontMatterKind.Unclosed, FrontMatter.Split(Encoding.UTF8.GetBytes(text)).Kind);
}

using Xunit;

namespace Choo.Core.Tests.Specs;

public class TitleTests
{
    [Theory]
    [InlineData("# Core `Config` Files\n", "Core `Config` Files")]
    [InlineData("\n\n# First\n# Second\n", "First")]
    [InlineData("## Not this\n# This\n", "This")]
    [InlineData("```sh\n# a comment\n```\n# Title\n", "Title")]
    [InlineData("~~~~\n# a\n~~~\n# b\n~~~~\n# Title\n", "Title")]
    [InlineData("````\n```\n# a\n````\n# Title\n", "Title")]
    [InlineData("```never closed\n# a\n", "")]
    [InlineData("``` not `a` fence\n# Title\n", "Title")]
    [InlineData("# Learn C#\n", "Learn C#")]
    [InlineData("# Closed ##\n", "Closed")]
    [InlineData("   # Indented a little\r\n", "Indented a little")]
    [InlineData("    # code\n", "")]
    [InlineData("#hashtag\n", "")]
    [InlineData("text only", "")]
    [InlineData("---\ntask: 9\n---\n# Title\n", "Title")]
    public void The_title_is_the_first_heading_outside_of_fences(string body, string title)
    {
        var specs = SpecText.Read(SpecText.Tasks(("01-a.md", $"---\ntask: 1\n---\n{body}")));
        Assert.Equal(title, specs.Units[0].Tasks[0].Title);
    }

    [Fact]
    public void A_title_key_wins_unless_it_is_empty()
    {
        var specs = SpecText.Read(SpecText.Tasks(("01-a.md", "---\ntask: 1\ntitle: Mine\n---\n# Other\n"), ("02-b.md", "---\ntask: 2\ntitle:\n---\n# Other\n")));
        Assert.Equal(["Mine", "Other"], specs.Units[0].Tasks.Select(task => task.Title));
    }
}

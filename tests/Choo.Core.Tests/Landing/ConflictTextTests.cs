using System.Text;
using Choo.Core.Landing;
using Xunit;

namespace Choo.Core.Tests.Landing;

public sealed class ConflictTextTests
{
    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    [Theory]
    [InlineData("<<<<<<< 1a2b\na\n=======\nb\n>>>>>>> 3c4d\n", 3)]
    [InlineData("<<<<<<< 1a2b\na\n||||||| base\no\n=======\nb\n>>>>>>> 3c4d\n", 4)]
    [InlineData("<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<< 1a2b\na\n================================\nb\n>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> 3c4d\n", 3)]
    [InlineData("<<<<<<< 1a2b\r\na\r\n=======\r\nb\r\n>>>>>>> 3c4d\r\n", 3)]
    [InlineData("<< a\n====== six\n<<<<<<<<tight\n", 0)]
    public void Markers_are_found_whatever_their_length_and_style(string merged, int count) =>
        Assert.Equal(count, ConflictText.Markers(Text(merged), Text("a\n"), Text("b\n")).Count);

    [Fact]
    public void A_line_that_a_side_has_is_no_marker()
    {
        var markers = ConflictText.Markers(Text("Title\n=======\n<<<<<<< 1\na\n=======\nb\n>>>>>>> 2\n"), Text("Title\n=======\na\n"), Text("Title\n=======\nb\n"));
        Assert.Equal(["<<<<<<< 1", ">>>>>>> 2"], markers.Order(StringComparer.Ordinal));
        Assert.False(ConflictText.HasAny(Text("Title\n=======\na and b\n"), markers));
        Assert.True(ConflictText.HasAny(Text("Title\n=======\na\n>>>>>>> 2\n"), markers));
        Assert.False(ConflictText.HasAny(null, markers));
        Assert.Empty(ConflictText.Markers(null, null, null));
    }

    [Fact]
    public void A_makeshift_name_is_one_with_a_commit_behind_a_tilde()
    {
        Assert.True(ConflictText.IsMakeshift("docs/thing~abc", "abc", "def"));
        Assert.Equal("docs/thing", ConflictText.Wanted("docs/thing~def/x", "abc", "def"));
        Assert.False(ConflictText.IsMakeshift("backup~", "abc", "def"));
        Assert.Equal("backup~", ConflictText.Wanted("backup~", "abc", "def"));
    }
}

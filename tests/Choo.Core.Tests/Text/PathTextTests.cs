using Choo.Core.Gates;
using Choo.Core.Text;
using Xunit;

namespace Choo.Core.Tests.Text;

public sealed class PathTextTests
{
    public static TheoryData<byte[]> Paths { get; } =
    [
        "plain/name.txt"u8.ToArray(),
        "ünïcode/名前/😀.txt"u8.ToArray(),
        [.. ".github/workflows/evil"u8, 0xFF, .. ".yml"u8],
        [0xC3, (byte)'/', 0xE2, 0x82, 0xF0, 0x9F, 0x98],
        [.. "😀"u8, 0xED, 0xB2, 0x80],
    ];

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_path_comes_out_as_it_went_in(byte[] path)
    {
        var text = PathText.Decode(path);
        Assert.Equal(path, PathText.Encode(text));
        Assert.Equal([.. path, 0], PathText.Terminated(text)[..(path.Length + 1)]);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_shown_as_what_they_are() =>
        Assert.Equal("a\\xFFb😀", PathText.Show(PathText.Decode([(byte)'a', 0xFF, (byte)'b', .. "😀"u8])));

    [Fact]
    public void A_path_that_nobody_can_read_is_cut_in_the_middle() =>
        Assert.Equal(new string('a', 200) + "[13600 characters]" + new string('a', 200), PathText.Show(new string('a', 14000)));

    [Fact]
    public void A_protected_path_with_bytes_that_are_no_text_is_protected() =>
        Assert.True(new PathPatterns(PathPatterns.ContinuousIntegration).Match(PathText.Decode([.. ".github/workflows/x"u8, 0xFF])));
}

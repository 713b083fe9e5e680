using System.Text;
using Choo.Adapters.Processes;
using Xunit;

namespace Choo.Adapters.Tests.Processes;

public class OutputPartsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(25)]
    [InlineData(26)]
    [InlineData(1000)]
    public void Head_and_tail_are_the_first_and_last_bytes_however_they_come(int length)
    {
        var all = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        for (var step = 1; step <= 40; step++)
        {
            var kept = new HeadAndTail(10, 15);
            for (var i = 0; i < length; i += step)
            {
                kept.Add(all.AsSpan(i, Math.Min(step, length - i)));
            }

            var ends = kept.Ends();
            Assert.Equal(all[..Math.Min(10, length)], ends.Head.ToArray());
            Assert.Equal(all[Math.Max(Math.Min(10, length), length - 15)..], ends.Tail.ToArray());
            Assert.Equal(length, ends.Length);
        }
    }

    [Fact]
    public void A_text_with_a_gap_says_so()
    {
        var kept = new HeadAndTail(4, 4);
        kept.Add("head and tail"u8);
        Assert.Equal("head\n[... 5 bytes ...]\ntail", kept.Ends().Text);
        Assert.Equal("ail", kept.Ends().End(3));
    }

    [Theory]
    [InlineData("a\nbb\n\nccc", "a|bb||ccc")]
    [InlineData("a\r\nb\r\n", "a|b")]
    [InlineData("123456789\nx\n", "12345|x")]
    [InlineData("123456789", "12345")]
    [InlineData("", "")]
    [InlineData("\n", "")]
    public void Lines_are_cut_at_their_ends_and_at_the_limit_however_they_come(string text, string lines)
    {
        for (var step = 1; step <= text.Length + 1; step++)
        {
            var found = new List<string>();
            var splitter = new LineSplitter(5, line => found.Add(Encoding.UTF8.GetString(line.Span)));
            for (var i = 0; i < text.Length; i += step)
            {
                splitter.Add(Encoding.UTF8.GetBytes(text[i..Math.Min(text.Length, i + step)]));
            }

            splitter.Complete();
            Assert.Equal(lines, string.Join('|', found));
        }
    }
}

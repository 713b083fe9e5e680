using System.Text;
using Choo.Adapters.Processes;
using Choo.Core.Secrets;
using Xunit;

namespace Choo.Adapters.Tests.Secrets;

public sealed class RedactedBytesTests
{
    private const string Secret = "hunter2-hunter2";
    private static readonly Redactor Knows = Redactor.Of([Secret]);

    private static string Pass(byte[] all, Func<int> size)
    {
        var result = new MemoryStream();
        var stream = new RedactedBytes(Knows, data => result.Write(data));
        for (var at = 0; at < all.Length;)
        {
            var length = Math.Min(size(), all.Length - at);
            stream.Add(all.AsSpan(at, length));
            at += length;
        }

        stream.Complete();
        return Encoding.Latin1.GetString(result.ToArray());
    }

    [Fact]
    public void However_it_is_cut_a_secret_is_never_passed_on_and_all_else_is()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var text = new StringBuilder();
            var expected = new StringBuilder();
            for (var word = random.Next(60); word > 0; word--)
            {
                var secret = random.Next(4) == 0;
                var plain = new string((char)random.Next(1, 256), random.Next(40)).Replace('\n', 'x');
                var end = random.Next(3) == 0 ? "\n" : " ";
                text.Append(plain).Append(' ').Append(secret ? Secret : "").Append(end);
                expected.Append(plain).Append(' ').Append(secret ? Redactor.Mark : "").Append(end);
            }

            Assert.Equal(expected.ToString(), Pass(Encoding.Latin1.GetBytes(text.ToString()), () => random.Next(1, 9)));
        }
    }

    [Fact]
    public void A_line_without_end_is_passed_on_in_parts_and_no_secret_with_it()
    {
        var text = string.Concat(Enumerable.Repeat($"{new string('a', 900)} {Secret} ", 1000));
        var clean = Pass(Encoding.Latin1.GetBytes(text), () => 4096);
        Assert.Equal(text.Replace(Secret, Redactor.Mark, StringComparison.Ordinal), clean);
    }

    [Fact]
    public void A_private_key_that_comes_line_by_line_is_taken_out_whole()
    {
        var lines = "before\n-----BEGIN PRIVATE KEY-----\nAAAA\nBBBB\n-----END PRIVATE KEY-----\nafter\n";
        var clean = Pass(Encoding.ASCII.GetBytes(lines), () => 5);
        Assert.Equal("before\n[redacted]\n[redacted]\n[redacted]\n[redacted]\nafter\n", clean);
    }
}

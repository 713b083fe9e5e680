using System.Text;
using Choo.Adapters.Specs;
using Xunit;

namespace Choo.Adapters.Tests.Specs;

public class YamlFuzzTests
{
    [Fact]
    public void No_text_makes_the_reader_throw()
    {
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var reading = YamlReader.Instance.Read(RandomText(random), 2);
            Assert.True(reading.Root is not null || reading.Problems.Length > 0);
            Assert.All(reading.Problems, problem => Assert.True(problem.At.Line >= 2 && problem.At.Column >= 1));
        }
    }

    private static readonly string[] Pieces =
    [
        "task", "status", "unit", "a", "b-c", "depends_on", ": ", ": ", ": ", ":", "1", "pending", "\"x y\"", "'it''s'", "\"\\\\-\"", "[1, 2]", "[]", "[a,b]", "[\"q\", 'r']",
        "\n", "\n", "\n", "\n  ", "\n  ", "\n    ", "\n- ", "\n  - ", "\r\n", " # c", "#", "# c\n", " ", "  ", "-", "- ", "~", "null", "go test ./... && x", "{", "}", "&a ", "*a", "!t ", "|", ">", "?", ",",
        "]", "[", "'", "\"", "\t", "\u00e9", "\u0085", "---", "...", "%", "@", "`", "-1", "--x", "x: y", "\ud83d\ude00", "\0", "\r",
    ];

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        var kinds = random.Next(3) == 0 ? Pieces.Length : 38;
        for (var count = random.Next(1, 14); count > 0; count--)
        {
            if (random.Next(3) == 0)
            {
                text.Append('k').Append(count).Append(": ");
            }
            text.Append(Pieces[random.Next(kinds)]);
            if (random.Next(3) == 0)
            {
                text.Append('\n');
            }
        }
        return text.ToString();
    }
}

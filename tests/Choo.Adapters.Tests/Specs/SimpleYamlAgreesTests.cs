using System.Text;
using Choo.Adapters.Specs;
using Choo.Core.Specs.Yaml;
using Xunit;

namespace Choo.Adapters.Tests.Specs;

public class SimpleYamlAgreesTests
{
    public static TheoryData<string> InTheSimplePart => new()
    {
        "task: 1\nstatus: pending\nbackpressure: \"go test ./... -run 'A|B' -v\"\ndepends_on: [1, 2]\n",
        "unit: a\ndepends_on:\n  - b\n  - c # why\n",
        "unit: a\ndepends_on:\n- b\n- c\nprovider: codex",
        "# only\n# comments\n",
        "",
        "\n\n",
        "task:\nstatus: # none\ndepends_on:   []   # no\n",
        "a: 'it''s'\nb: \"\\\\- \\\" \\n\"\nc: plain # comment\nd: x#y\n",
        "backpressure: cd a && b | c -run=X\ntask: -1\n",
        "worktree:\n  setup:\n    - command: npm ci\n      if: package.json\n    - command: \"x\"\n  base_path: .choo/w\nparallelism: 2\n",
        "a:\n  b:\n    c: 1\n  # deep\n\n  d: [\"x y\", 'z', 3]\ne: 2",
        "list:\n-   command: a\n    if: b\n-   command: c\n",
        "task: 1\r\nstatus: pending\r\ndepends_on: [1]\r\n",
        "a: \u00e9t\u00e9 \u4e2d\nb: x\n",
        "  task: 1\n  status: pending\n",
        "setup:\n  - a:\n      b: 1\n    c:\n    - 1\n    - 2\n",
        "a: b\na: c\n",
        "a: [--unit, -x, -1]\nb: --flag\n",
    };

    public static TheoryData<string> OutsideIt => new()
    {
        "a: |\n  text\n",
        "a: b\n  c\n",
        "a: &x 1\nb: *x\n",
        "a: !!int 1\n",
        "{a: 1}\n",
        "a: [1,\n  2]\n",
        "\"a\": 1\n",
        "a: b: c\n",
        "a: \"x\n  y\"\n",
        "a:\tb\n",
        "- a\n- b\n",
        "a:\n  b\n",
        "a: \"\\u0041\"\n",
        "a: [b c]\n",
        "? a\n: b\n",
        "a: 1\n---\nb: 2\n",
        "a: \ud83d\ude00\n",
        "a: x\u2028b: y\n",
    };

    [Theory]
    [MemberData(nameof(InTheSimplePart))]
    public void A_simple_text_is_read_by_hand_just_as_by_the_whole_reader(string text)
    {
        var simple = SimpleYaml.TryRead(text, 2);
        Assert.NotNull(simple);
        Assert.Equal(Whole(text), YamlShow.Of(simple));
    }

    [Theory]
    [MemberData(nameof(OutsideIt))]
    public void Anything_else_is_left_to_the_whole_reader(string text) => Assert.Null(SimpleYaml.TryRead(text, 2));

    [Fact]
    public void Whatever_is_read_by_hand_reads_the_same_with_the_whole_reader()
    {
        var random = new Random(20260122);
        var byHand = 0;
        for (var round = 0; round < 60_000; round++)
        {
            var text = RandomText(random);
            if (SimpleYaml.TryRead(text, 2) is { } simple)
            {
                byHand++;
                var expected = Whole(text);
                Assert.True(expected == YamlShow.Of(simple), $"for {System.Text.Json.JsonSerializer.Serialize(text)}\nwhole:  {expected}\nby hand: {YamlShow.Of(simple)}");
            }
        }
        Assert.True(byHand > 2_000, $"only {byHand} texts were simple; the test says little");
    }

    [Fact]
    public void No_text_makes_the_reader_throw()
    {
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var reading = WholeYaml.Read(RandomText(random), 2);
            Assert.True(reading.Root is not null || reading.Problems.Length > 0);
            Assert.All(reading.Problems, problem => Assert.True(problem.At.Line >= 2 && problem.At.Column >= 1));
        }
    }

    private static string Whole(string text)
    {
        var reading = WholeYaml.Read(text, 2);
        return reading.Root is null ? reading.Problems[0].ToString() : YamlShow.Of(reading.Root);
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

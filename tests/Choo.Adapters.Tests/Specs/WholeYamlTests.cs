using Choo.Adapters.Specs;
using Choo.Core.Specs;
using Choo.Core.Specs.Yaml;
using Xunit;

namespace Choo.Adapters.Tests.Specs;

public class WholeYamlTests
{
    [Theory]
    [InlineData("a: &x 1\n", 2, 4, "anchors")]
    [InlineData("a: 1\nb: *x\n", 3, 4, "alias")]
    [InlineData("a: !!int 1\n", 2, 4, "tags")]
    [InlineData("a: 1\n...\n---\nb: 2\n", 4, 1, "second YAML document")]
    [InlineData("[a]: 1\n", 2, 1, "key")]
    [InlineData("a: [1, 2\nb: 3\n", 2, 6, "")]
    [InlineData("a: \"open\n", 2, 4, "")]
    [InlineData("a: b: c\n", 2, 5, "")]
    [InlineData("a: 1\n  b: 2\n", 3, 4, "")]
    [InlineData("a: 1\r\nb: @x\r\n", 3, 4, "")]
    [InlineData("a: 1\n\tb: 2\n", 2, 4, "")]
    [InlineData("a: 1\n%x\n", 3, 1, "directives")]
    [InlineData("%YAML 1.2\n---\na: 1\n", 2, 1, "directives")]
    public void What_is_not_read_is_a_problem_at_its_place(string text, int line, int column, string about)
    {
        var reading = YamlReader.Instance.Read(text, 2);
        Assert.Null(reading.Root);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal((YamlProblemKind.Malformed, new Position(line, column)), (problem.Kind, problem.At));
        Assert.Contains(about, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("(Line", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
    }

    [Fact]
    public void Texts_that_YamlDotNet_itself_stumbles_over_are_problems_too()
    {
        foreach (var text in (string[])["- [[---\u0085b:", "...\0 ", "? ? ? :\n- :", "\0", "a: \"\\uZZZZ\"", "a: \"\\U99999999\"", "--- >9\n"])
        {
            var reading = YamlReader.Instance.Read(text, 2);
            Assert.True(reading.Root is not null || reading.Problems.Length > 0, text);
        }
    }

    [Fact]
    public void Too_deep_a_text_is_a_problem_and_not_a_stack_overflow()
    {
        Assert.Contains("levels deep", Assert.Single(WholeYaml.Read(new string('[', 10_000), 2).Problems).Message, StringComparison.Ordinal);
        var nested = string.Concat(Enumerable.Range(0, 500).Select(depth => $"{new string(' ', depth)}a:\n"));
        Assert.Contains("levels deep", Assert.Single(YamlReader.Instance.Read(nested, 2).Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: \"tab\\tslash\\/ \\x41 \\u00e9\"\n", "tab\tslash/ A \u00e9")]
    [InlineData("a: |\n  one\n  two\n", "one\ntwo\n")]
    [InlineData("a: >-\n  one\n  two\n", "one two")]
    [InlineData("a: one\n  two\n", "one two")]
    [InlineData("a: 'it''s'\n", "it's")]
    [InlineData("a: \ud83d\ude00 x\n", "\ud83d\ude00 x")]
    public void All_notations_of_a_scalar_are_read(string text, string value)
    {
        var map = Assert.IsType<YamlNode.Map>(YamlReader.Instance.Read(text, 2).Root);
        Assert.Equal(value, Assert.IsType<YamlNode.Scalar>(map.Find("a")!.Value).Text);
    }

    [Fact]
    public void Repeated_keys_are_problems_wherever_they_are()
    {
        var many = string.Concat(Enumerable.Range(0, 30).Select(number => $"k{number}: 1\n"));
        var reading = YamlReader.Instance.Read($"{many}k7: 2\nm: {{ x: 1, x: 2 }}\nk7: 3\n", 2);
        Assert.NotNull(reading.Root);
        Assert.Equal([new Position(32, 1), new Position(33, 12), new Position(34, 1)], reading.Problems.Select(problem => problem.At));
        Assert.Equal("'k7' is already on line 9; keep one of the two", reading.Problems[0].Message);
    }
}

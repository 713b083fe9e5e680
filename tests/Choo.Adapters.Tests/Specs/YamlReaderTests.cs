using Choo.Adapters.Specs;
using Choo.Core.Specs.Yaml;
using Choo.Core.Text;
using Xunit;

namespace Choo.Adapters.Tests.Specs;

public class YamlReaderTests
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
    [InlineData("a: 1\n\tb: 2\n", 3, 1, "")]
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

    [Theory]
    [InlineData("a: b: c\n", "a colon with a space after it makes a new key, also inside a value: quote the value, a: \"b: c\"")]
    [InlineData("backpressure: test --filter \"x\": y\n", "a colon with a space after it makes a new key, also inside a value: quote the value, backpressure: 'test --filter \"x\": y'")]
    [InlineData("a: 1\n  b: 2\n", "this line is indented as if it belonged to the value above: start it in the column of the other keys, or quote the value above")]
    [InlineData("a:1\nb: 2\n", "the line above has no value: write `key: value`, with a space after the colon")]
    [InlineData("a: @x\n", "a value cannot begin with '@': quote the value, a: \"@x\"")]
    [InlineData("a: `x`\n", "a value cannot begin with '`': quote the value, a: \"`x`\"")]
    [InlineData("a: ]\n", "a value cannot begin with ']': quote the value, a: \"]\"")]
    [InlineData("a: ? x\n", "a value cannot begin with '?': quote the value, a: \"? x\"")]
    [InlineData("a: *.sh\n", "YAML aliases are not supported: write the value out, or put quotes around text that begins with *")]
    [InlineData("a: | grep x\n", "a '|' starts text on the lines below, so nothing may follow it here; if it belongs to the value, quote the value, a: \"| grep x\"")]
    [InlineData("a: 1\n\tb: 2\n", "a tab indents this line, and YAML allows only spaces there: replace the tab with spaces")]
    [InlineData("a:\n\t- b\n", "a tab indents this line, and YAML allows only spaces there: replace the tab with spaces")]
    [InlineData("a: \"open\nb: 2\n", "the quote that opens here is not closed on its line: add the closing quote; a quote inside the value is doubled ('it''s')")]
    [InlineData("a: 'open\nb: 2\n", "the quote that opens here is not closed on its line: add the closing quote; a quote inside the value is doubled ('it''s')")]
    [InlineData("a: \"C:\\dir\"\n", "in double quotes a backslash starts an escape: double it (\\\\), or use single quotes")]
    [InlineData("a: \"x\" y\n", "text follows the closing quote: put the whole value into one pair of quotes, a: '\"x\" y'")]
    [InlineData("a: [x]]\n", "the value ends before this: quote the value, a: \"[x]]\"")]
    [InlineData("a: [x, y\nb: 1\n", "a [ or { further up is never closed: close it, or put quotes around text that begins with it")]
    [InlineData("a: [x, y\n", "a list that was opened with [ is never closed: add the ], or put quotes around text that begins with [")]
    [InlineData("a:\n    b: 1\n  c: 2\n", "this line's indentation matches none of the lines above: start the keys of a level in the same column")]
    [InlineData("  a: 1\nb: 2\n", "this line begins further left than the first one: start all keys of a level in the same column")]
    [InlineData("a: 1\nb\nc: 2\n", "this line has no colon: write `key: value`; text over several lines starts with | after its key")]
    [InlineData("a: 1\n- b\n", "a list item is where a key is expected: indent it under its key")]
    [InlineData("- a\nb: 1\n", "this line is not an item of the list above: start it with '- ', or indent the list under a key")]
    [InlineData("a: - b\n", "a list cannot start on its key's line: put each '- item' on a line of its own; if this is a text, quote the value, a: \"- b\"")]
    public void A_usual_mistake_is_explained_with_what_to_write(string text, string explanation) =>
        Assert.Equal(explanation, Assert.Single(YamlReader.Instance.Read(text, 2).Problems).Message);

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
        Assert.Contains("levels deep", Assert.Single(YamlReader.Instance.Read(new string('[', 10_000), 2).Problems).Message, StringComparison.Ordinal);
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

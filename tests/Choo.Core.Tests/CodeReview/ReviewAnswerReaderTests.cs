using Choo.Core.CodeReview;
using Xunit;

namespace Choo.Core.Tests.CodeReview;

/// <summary>What reviewers answer, and what choo makes of it.</summary>
public class ReviewAnswerReaderTests
{
    private const string One = """{"severity":"error","file":"src/A.cs","line":3,"message":"wrong","suggestion":"right"}""";

    private static readonly ReviewFinding Wrong = new(FindingSeverity.Error, "src/A.cs", 3, "wrong", "right");

    private static ReviewAnswer Read(string? text) => ReviewAnswerReader.Read(text, "/w/tree");

    private static ReviewFinding Only(string finding) =>
        Assert.Single(Assert.IsType<ReviewAnswer.Readable>(Read($$"""{"findings":[{{finding}}]}""")).Findings);

    [Theory]
    [InlineData("{\"summary\":\"s\",\"findings\":[" + One + "]}")]
    [InlineData("\n  {\"findings\":[" + One + "],\"summary\":\"s\"}  \n")]
    [InlineData("```json\n{\"summary\":\"s\",\"findings\":[" + One + "]}\n```")]
    [InlineData("```\n{ \"summary\": \"s\",\n \"findings\": [" + One + "]}\n```\nThat is all.")]
    [InlineData("Here is my review {of the change}:\n{\"summary\":\"s\",\"findings\":[" + One + "]}")]
    [InlineData("The form is {\"summary\":\"one sentence\",\"findings\":[]} and I say\n{\"summary\":\"s\",\"findings\":[" + One + "]}")]
    [InlineData("{\"passed\":false,\"summary\":\"s\",\"issues\":[" + One + "]}")]
    [InlineData("{\"summary\":\"s\",\"findings\":[" + One + "," + One + "]}")]
    [InlineData("{ { {\"summary\":\"s\",\"findings\":[" + One + "]}")]
    [InlineData("I looked at {\"a\":1} first.\n{\"summary\":\"s\",\"findings\":[" + One + "]}\nand at {\"b\":2} last.")]
    public void An_answer_is_found_with_whatever_is_around_it(string text)
    {
        var answer = Assert.IsType<ReviewAnswer.Readable>(Read(text));
        Assert.Equal(("s", Wrong), (answer.Summary, Assert.Single(answer.Findings)));
    }

    [Theory]
    [InlineData("{\"findings\":[]}")]
    [InlineData("{\"summary\":null,\"findings\":[]}")]
    [InlineData("{\"summary\":7,\"findings\":[],\"more\":{\"deep\":[1,2,{}]}}")]
    public void No_findings_is_an_answer(string text)
    {
        var answer = Assert.IsType<ReviewAnswer.Readable>(Read(text));
        Assert.Equal(("", 0), (answer.Summary, answer.Findings.Length));
    }

    [Theory]
    [InlineData(null, "it is empty")]
    [InlineData("", "it is empty")]
    [InlineData(" \n\t ", "it is empty")]
    [InlineData("Looks good to me!", "it holds no JSON object")]
    [InlineData("[]", "it holds no JSON object")]
    [InlineData("null", "it holds no JSON object")]
    [InlineData("\"findings\"", "it holds no JSON object")]
    [InlineData("{", "it holds no JSON object")]
    [InlineData("}{", "it holds no JSON object")]
    [InlineData("{\"findings\":[", "it holds no JSON object")]
    [InlineData("{\"findings\":[" + One, "its JSON has no list \"findings\"")]
    [InlineData("{\"findings\":[" + One + ",]}", "it holds no JSON object")]
    [InlineData("{findings:[]}", "it holds no JSON object")]
    [InlineData("{'findings':[]}", "it holds no JSON object")]
    [InlineData("{\"findings\":[] // none\n}", "it holds no JSON object")]
    [InlineData("{\"a\":\"}", "it holds no JSON object")]
    [InlineData("{\"a\":\"\\", "it holds no JSON object")]
    [InlineData("{}", "its JSON has no list \"findings\"")]
    [InlineData("{\"findings\":null}", "its JSON has no list \"findings\"")]
    [InlineData("{\"findings\":{}}", "its JSON has no list \"findings\"")]
    [InlineData("{\"findings\":\"none\"}", "its JSON has no list \"findings\"")]
    [InlineData("{\"result\":{\"findings\":[]}}", "its JSON has no list \"findings\"")]
    [InlineData("{\"findings\":[7]}", "finding 1 is not an object")]
    [InlineData("{\"findings\":[null]}", "finding 1 is not an object")]
    [InlineData("{\"findings\":[[]]}", "finding 1 is not an object")]
    [InlineData("{\"findings\":[{}]}", "finding 1 has no severity: it must be error, warning, suggestion or info")]
    [InlineData("{\"findings\":[{\"severity\":1,\"message\":\"m\"}]}", "finding 1 has no severity: it must be error, warning, suggestion or info")]
    [InlineData("{\"findings\":[" + One + ",{\"severity\":\"critical\",\"message\":\"m\"}]}", "finding 2 has the severity \"critical\": it must be error, warning, suggestion or info")]
    [InlineData("{\"findings\":[{\"severity\":\"0\",\"message\":\"m\"}]}", "finding 1 has the severity \"0\": it must be error, warning, suggestion or info")]
    [InlineData("{\"findings\":[{\"severity\":\"info\"}]}", "finding 1 has no message")]
    [InlineData("{\"findings\":[{\"severity\":\"info\",\"message\":\" \\n \"}]}", "finding 1 has no message")]
    [InlineData("{\"findings\":[{\"severity\":\"info\",\"message\":[\"m\"]}]}", "finding 1 has no message")]
    public void What_has_another_form_is_malformed_with_a_reason(string? text, string reason) =>
        Assert.Equal(reason, Assert.IsType<ReviewAnswer.Malformed>(Read(text)).Reason);

    [Theory]
    [InlineData("error", FindingSeverity.Error)]
    [InlineData("Warning", FindingSeverity.Warning)]
    [InlineData(" SUGGESTION ", FindingSeverity.Suggestion)]
    [InlineData("info", FindingSeverity.Info)]
    public void Severities_are_read_in_any_case(string word, FindingSeverity severity) =>
        Assert.Equal(severity, Only($$"""{"severity":"{{word}}","message":"m"}""").Severity);

    [Theory]
    [InlineData("\"src/A.cs\"", "src/A.cs")]
    [InlineData("\"./src//A.cs\"", "src/A.cs")]
    [InlineData("\"src\\\\A.cs\"", "src/A.cs")]
    [InlineData("\"/w/tree/src/A.cs\"", "src/A.cs")]
    [InlineData("\"/w/treetop/A.cs\"", null)]
    [InlineData("\"/etc/passwd\"", null)]
    [InlineData("\"../A.cs\"", null)]
    [InlineData("\"src/../../A.cs\"", null)]
    [InlineData("\"C:\\\\A.cs\"", null)]
    [InlineData("\"https://example.com/a\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("7", null)]
    public void Only_files_of_the_repository_are_places(string file, string? path) =>
        Assert.Equal((path, path is null ? 0 : 5), (Only($$"""{"severity":"info","message":"m","line":5,"file":{{file}}}""").File, Only($$"""{"severity":"info","message":"m","line":5,"file":{{file}}}""").Line));

    [Theory]
    [InlineData("12", 12)]
    [InlineData("12.7", 12)]
    [InlineData("\"12\"", 12)]
    [InlineData("\"12-15\"", 12)]
    [InlineData("0", 0)]
    [InlineData("-3", 0)]
    [InlineData("99999999999999999999", 0)]
    [InlineData("\"first\"", 0)]
    [InlineData("null", 0)]
    [InlineData("[1]", 0)]
    public void A_line_that_is_no_line_is_unknown(string line, int number) =>
        Assert.Equal(number, Only($$"""{"severity":"info","message":"m","file":"a","line":{{line}}}""").Line);

    [Fact]
    public void Texts_become_one_line_and_are_cut()
    {
        var finding = Only($$"""{"severity":"info","message":"a\nb\u001b[31m{{new string('x', 2000)}}","suggestion":"  "}""");
        Assert.StartsWith("a b [31mx", finding.Message, StringComparison.Ordinal);
        Assert.Equal((1000, null), (finding.Message.Length, finding.Suggestion));
    }

    [Fact]
    public void The_worst_come_first_and_a_flood_is_cut()
    {
        var many = string.Join(',', Enumerable.Range(0, 300).Select(i => $$"""{"severity":"{{(i == 250 ? "error" : "info")}}","message":"m{{i}}"}"""));
        var answer = Assert.IsType<ReviewAnswer.Readable>(Read($$"""{"findings":[{{many}}]}"""));
        Assert.Equal((100, "m250", "m0"), (answer.Findings.Length, answer.Findings[0].Message, answer.Findings[1].Message));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_no_reason_to_throw() =>
        Assert.NotEmpty(Only("""{"severity":"info","message":"cut \ud83d","suggestion":"x \udc00"}""").Message);

    [Fact(Timeout = 60000)]
    public async Task Hostile_texts_are_read_in_no_time()
    {
        await Task.Yield();
        Assert.IsType<ReviewAnswer.Malformed>(Read(new string('{', 65_536)));
        Assert.IsType<ReviewAnswer.Malformed>(Read(string.Concat(Enumerable.Repeat("{\"", 32_768))));
        Assert.IsType<ReviewAnswer.Malformed>(Read(string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + new string('}', 10_000)));
    }

    /// <summary>Whatever is cut off or changed in an answer, it is read or it is malformed.</summary>
    [Fact(Timeout = 60000)]
    public async Task Nothing_makes_it_throw()
    {
        await Task.Yield();
        var random = new Random(7);
        var whole = "Well:\n```json\n{\"summary\":\"s {\\\"}\",\"findings\":[" + One + "]}\n```\n";
        for (var i = 0; i < whole.Length; i++)
        {
            Assert.NotNull(Read(whole[..i]));
            Assert.NotNull(Read(whole[i..]));
            var changed = whole.ToCharArray();
            changed[random.Next(changed.Length)] = "{}[]\",:\\\0\ud800 x"[random.Next(12)];
            Assert.NotNull(Read(new string(changed)));
        }
    }
}

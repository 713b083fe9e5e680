using System.Text;
using Choo.Core.Agents;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Choo.Core.Tests.Agents;

public sealed class BrokenLinesTests
{
    private static readonly AgentDialect[] Kinds = [AgentDialect.Claude, AgentDialect.Codex, AgentDialect.Command];

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"type\":\"result\"")]
    [InlineData("{\"type\":\"result\"} trailing")]
    [InlineData("[1,2]")]
    [InlineData("{}")]
    [InlineData("{\"type\":7}")]
    [InlineData("null")]
    public void A_line_of_another_dialect_is_counted_and_passed_over(string line)
    {
        var turn = Transcript.Of(AgentDialect.Claude, ClaudeLines.Init, line, ClaudeLines.Done);

        Assert.Equal(1, turn.Reader.LinesIgnored);
        Assert.Equal(AgentVerdict.Finished, turn.End().Verdict);
    }

    [Fact]
    public void Members_of_unexpected_types_are_passed_over()
    {
        var turn = Transcript.Of(
            AgentDialect.Claude,
            """{"type":"assistant","message":"text","session_id":5}""",
            """{"type":"assistant","message":{"id":1,"content":{"type":"text"},"usage":[]}}""",
            """{"type":"assistant","message":{"content":["x",{"type":"tool_use","name":4,"input":"y"}]}}""",
            """{"type":"result","subtype":"success","is_error":"no","num_turns":1e300,"usage":{"input_tokens":"9","output_tokens":-1e999},"total_cost_usd":1e400,"permission_denials":[7]}""");

        Assert.Equal(AgentVerdict.Finished, turn.End().Verdict);
    }

    [Fact]
    public void Half_a_character_does_not_cost_the_last_word()
    {
        var turn = Transcript.Of(AgentDialect.Claude);
        turn.Feed(Encoding.UTF8.GetBytes(ClaudeLines.Done.Replace("all done", "\\ud83d", StringComparison.Ordinal)));
        Assert.Equal(AgentVerdict.Finished, turn.End().Verdict);

        var bytes = Transcript.Of(AgentDialect.Claude);
        bytes.Feed([.. "{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":false,\"result\":\"a"u8, 0xc3, .. "\"}"u8]);
        Assert.Equal(AgentVerdict.Finished, bytes.End().Verdict);
        Assert.Equal("a\ufffd", bytes.End().LastWords);
    }

    [Fact]
    public void A_huge_line_is_passed_over()
    {
        var turn = Transcript.Of(AgentDialect.Claude);
        turn.Feed([.. "{\"type\":\"x\",\"y\":\""u8, .. Enumerable.Repeat((byte)'y', 40 << 20), .. "\"}"u8]);

        Assert.Equal(1, turn.Reader.LinesIgnored);
    }

    [Fact]
    public void Long_words_are_cut_without_splitting_a_character()
    {
        var words = "x" + string.Concat(Enumerable.Repeat("😀", 3000));

        var turn = Transcript.Of(AgentDialect.Claude, ClaudeLines.Text("m", words));

        Assert.Equal(1999, turn.End().LastWords.Length);
        var said = Assert.Single(turn.Events.OfType<AgentEvent.Said>());
        Assert.InRange(said.Text.Length, 190, 200);
        Assert.EndsWith("😀…", said.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_beginning_of_a_line_throws()
    {
        string[] lines = [ClaudeLines.Init, ClaudeLines.Tool("m", "Bash", "{\"command\":\"x\"}"), ClaudeLines.Done, "{\"type\":\"turn.failed\",\"error\":{\"message\":\"Reconnecting... 1/\"}}"];
        foreach (var kind in Kinds)
        {
            foreach (var line in lines)
            {
                for (var length = 0; length < line.Length; length++)
                {
                    Transcript.Of(kind, line[..length]).End(1);
                }
            }
        }
    }

    [Fact]
    public void No_bytes_throw() => Prop.ForAll<byte[]>(bytes =>
    {
        foreach (var kind in Kinds)
        {
            var turn = Transcript.Of(kind);
            turn.Feed(bytes ?? []);
            turn.Feed([.. "{\"type\":\"result\",\"result\":\""u8, .. bytes ?? [], .. "\"}"u8]);
            turn.End(0);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_error_text_throws() => Prop.ForAll<NonNull<string>>(text =>
    {
        var outcome = Transcript.Of(AgentDialect.Codex).End(Transcript.Ended(1, "usage limit, resets " + text.Get));
        Assert.NotEqual(AgentVerdict.Finished, outcome.Verdict);
    }).QuickCheckThrowOnFailure();
}

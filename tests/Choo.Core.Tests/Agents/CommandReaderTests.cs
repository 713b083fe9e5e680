using Choo.Core.Agents;
using Xunit;

namespace Choo.Core.Tests.Agents;

public sealed class CommandReaderTests
{
    [Fact]
    public void Exit_code_0_is_its_word()
    {
        var turn = Transcript.Of(AgentDialect.Command, "working", "made it", "");

        var outcome = turn.End();

        Assert.Equal(AgentVerdict.Finished, outcome.Verdict);
        Assert.Equal("made it", outcome.LastWords);
        Assert.False(turn.Reader.FinalEventSeen);
    }

    [Fact]
    public void Its_answer_is_the_end_of_all_that_it_printed()
    {
        Assert.Equal("thinking\n{\"findings\":\n[]}", Transcript.Of(AgentDialect.Command, "thinking", "{\"findings\":", "[]}").End().Answer);
        Assert.Equal("", Transcript.Of(AgentDialect.Command).End().Answer);

        var flood = Transcript.Of(AgentDialect.Command, [.. Enumerable.Range(0, 20_000).Select(i => $"line {i}"), new string('x', 70_000), "last"]).End().Answer;
        Assert.Equal((true, true), (flood.EndsWith("xxx\nlast", StringComparison.Ordinal), flood.Length <= 32_768));
    }

    [Fact]
    public void Any_other_exit_code_is_a_failure_with_the_last_line_of_standard_error()
    {
        var outcome = Transcript.Of(AgentDialect.Command, "working").End(Transcript.Ended(3, "first\nlast\n"));

        Assert.Equal(AgentVerdict.Failed, outcome.Verdict);
        Assert.Equal("exit code 3: last", outcome.Error);
    }

    [Fact]
    public void A_result_line_gives_its_usage_and_nothing_else()
    {
        var turn = Transcript.Of(AgentDialect.Command, ClaudeLines.Init, ClaudeLines.Error(401, "no"), ClaudeLines.Done);

        var outcome = turn.End();

        Assert.Equal(AgentVerdict.Finished, outcome.Verdict);
        Assert.Equal(new AgentUsage(2340, 60, 0.0125m), outcome.Usage);
        Assert.Null(outcome.Session);
        Assert.False(turn.Reader.FinalEventSeen);
    }
}

using Choo.Core.Agents;
using Xunit;

namespace Choo.Core.Tests.Agents;

public sealed class ClaudeReaderTests
{
    [Fact]
    public void A_result_without_error_is_the_only_success()
    {
        var turn = Transcript.Of(AgentDialect.Claude, ClaudeLines.Init, ClaudeLines.Text("m1", "hello"), ClaudeLines.Done);

        var outcome = turn.End();

        Assert.Equal(AgentVerdict.Finished, outcome.Verdict);
        Assert.Equal("s-1", outcome.Session);
        Assert.Equal(3, outcome.Turns);
        Assert.Equal("all done", outcome.LastWords);
        Assert.Equal(1234, outcome.DurationMs);
        Assert.Null(outcome.Error);
        Assert.True(turn.Reader.FinalEventSeen);
    }

    [Fact]
    public void A_result_is_not_the_last_word_when_more_is_done_after_it()
    {
        var turn = Transcript.Of(AgentDialect.Claude, ClaudeLines.Init, ClaudeLines.Done, ClaudeLines.Text("m2", "the subagent is back"));
        Assert.False(turn.Reader.FinalEventSeen);
        Assert.NotEqual(AgentVerdict.Finished, turn.End().Verdict);

        var again = Transcript.Of(AgentDialect.Claude, ClaudeLines.Init, ClaudeLines.Done, ClaudeLines.Text("m2", "the subagent is back"), ClaudeLines.Done);
        Assert.True(again.Reader.FinalEventSeen);
        Assert.Equal(AgentVerdict.Finished, again.End().Verdict);
    }

    [Fact]
    public void Cached_tokens_count_as_read()
    {
        var outcome = Transcript.Of(AgentDialect.Claude, ClaudeLines.Init, ClaudeLines.Done).End();

        Assert.Equal(new AgentUsage(2340, 60, 0.0125m), outcome.Usage);
    }

    [Fact]
    public void Exit_code_0_without_a_result_is_a_failure()
    {
        var turn = Transcript.Of(AgentDialect.Claude, ClaudeLines.Init, ClaudeLines.Text("m1", "I am done!"));

        var outcome = turn.End();

        Assert.Equal(AgentVerdict.Failed, outcome.Verdict);
        Assert.False(turn.Reader.FinalEventSeen);
        Assert.Contains("exit code 0", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("I am done!", outcome.LastWords);
    }

    [Fact]
    public void An_exit_code_other_than_0_after_a_good_result_is_no_failure() =>
        Assert.Equal(AgentVerdict.Finished, Transcript.Of(AgentDialect.Claude, ClaudeLines.Init, ClaudeLines.Done).End(143).Verdict);

    [Fact]
    public void A_refusal_to_start_is_explained_by_standard_error()
    {
        var outcome = Transcript.Of(AgentDialect.Claude).End(Transcript.Ended(1, "warning\n--dangerously-skip-permissions cannot be used as root\n"));

        Assert.Equal(AgentVerdict.Failed, outcome.Verdict);
        Assert.EndsWith("--dangerously-skip-permissions cannot be used as root", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "API Error: 400 mock", AgentVerdict.Failed)]
    [InlineData(401, "Please run /login", AgentVerdict.Unauthorized)]
    [InlineData(403, "forbidden", AgentVerdict.Unauthorized)]
    [InlineData(429, "slow down", AgentVerdict.LimitReached)]
    [InlineData(529, "try later", AgentVerdict.Overloaded)]
    [InlineData(null, "Claude AI usage limit reached|1773200000", AgentVerdict.LimitReached)]
    [InlineData(null, "You've hit your session limit · resets 3pm", AgentVerdict.LimitReached)]
    [InlineData(null, "You’ve hit your limit", AgentVerdict.LimitReached)]
    [InlineData(null, "Credit balance is too low", AgentVerdict.LimitReached)]
    [InlineData(null, "API Error: Overloaded", AgentVerdict.Overloaded)]
    [InlineData(null, "Invalid API key · Please run /login", AgentVerdict.Unauthorized)]
    [InlineData(null, "Context limit reached", AgentVerdict.Failed)]
    public void An_error_is_told_apart_by_status_and_words(int? status, string text, AgentVerdict verdict)
    {
        var outcome = Transcript.Of(AgentDialect.Claude, ClaudeLines.Init, ClaudeLines.Error(status, text)).End(1);

        Assert.Equal(verdict, outcome.Verdict);
        Assert.Equal(text, outcome.Error);
    }

    [Fact]
    public void Subtype_success_with_is_error_is_a_failure() =>
        Assert.Equal(AgentVerdict.Failed, Transcript.Of(AgentDialect.Claude, ClaudeLines.Error(null, "boom")).End().Verdict);

    [Fact]
    public void An_error_of_the_last_message_names_what_the_result_does_not()
    {
        var outcome = Transcript.Of(
            AgentDialect.Claude,
            """{"type":"assistant","message":{"id":"x","content":[{"type":"text","text":"no"}]},"session_id":"s","error":"rate_limit"}""",
            ClaudeLines.Error(null, "no")).End(1);

        Assert.Equal(AgentVerdict.LimitReached, outcome.Verdict);
    }

    [Fact]
    public void The_bare_old_form_of_the_limit_counts_although_it_is_no_error()
    {
        var line = ClaudeLines.Done.Replace("all done", "Claude AI usage limit reached|1773200000", StringComparison.Ordinal);

        var outcome = Transcript.Of(AgentDialect.Claude, ClaudeLines.Init, line).End();

        Assert.Equal(AgentVerdict.LimitReached, outcome.Verdict);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1773200000), outcome.ResetsAt);
    }

    [Fact]
    public void A_summary_that_talks_about_limits_is_still_a_success()
    {
        var line = ClaudeLines.Done.Replace("all done", "Added the rate limit: when the usage limit is reached it answers 429", StringComparison.Ordinal);

        Assert.Equal(AgentVerdict.Finished, Transcript.Of(AgentDialect.Claude, line).End().Verdict);
    }

    [Fact]
    public void A_rejecting_rate_limit_event_gives_the_time()
    {
        var outcome = Transcript.Of(
            AgentDialect.Claude,
            ClaudeLines.Init,
            """{"type":"rate_limit_event","rate_limit_info":{"status":"rejected","resetsAt":1773200000,"rateLimitType":"five_hour"},"session_id":"s-1"}""",
            ClaudeLines.Error(null, "stopped")).End(1);

        Assert.Equal(AgentVerdict.LimitReached, outcome.Verdict);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1773200000), outcome.ResetsAt);
    }

    [Fact]
    public void A_warning_rate_limit_event_changes_nothing()
    {
        var outcome = Transcript.Of(
            AgentDialect.Claude,
            """{"type":"rate_limit_event","rate_limit_info":{"status":"allowed_warning","resetsAt":1773200000},"session_id":"s-1"}""",
            ClaudeLines.Done).End();

        Assert.Equal(AgentVerdict.Finished, outcome.Verdict);
        Assert.Null(outcome.ResetsAt);
    }

    [Fact]
    public void The_limit_of_turns_is_a_verdict_of_its_own()
    {
        var outcome = Transcript.Of(
            AgentDialect.Claude,
            ClaudeLines.Init,
            """{"type":"result","subtype":"error_max_turns","is_error":true,"num_turns":2,"session_id":"s-1","total_cost_usd":0.001,"usage":{"input_tokens":100,"output_tokens":20},"permission_denials":[],"errors":["Reached maximum number of turns (1)"]}""").End(1);

        Assert.Equal(AgentVerdict.OutOfTurns, outcome.Verdict);
        Assert.Equal("Reached maximum number of turns (1)", outcome.Error);
        Assert.Equal(0.001m, outcome.Usage.CostUsd);
    }

    [Fact]
    public void Denied_tools_are_named_although_it_says_success()
    {
        var line = ClaudeLines.Done.Replace("\"permission_denials\":[]", """
            "permission_denials":[{"tool_name":"Bash","tool_input":{}},{"tool_name":"Write","tool_input":{}}]
            """, StringComparison.Ordinal);

        var outcome = Transcript.Of(AgentDialect.Claude, ClaudeLines.Init, line).End();

        Assert.Equal(AgentVerdict.Finished, outcome.Verdict);
        Assert.Equal(["Bash", "Write"], outcome.Denials.ToArray());
    }

    [Fact]
    public void Three_refusals_in_a_row_doom_it()
    {
        var turn = Transcript.Of(AgentDialect.Claude, ClaudeLines.Init, ClaudeLines.Retry(1, 401), ClaudeLines.Retry(2, 401));
        Assert.False(turn.Reader.IsRejected);

        turn.Feed(System.Text.Encoding.UTF8.GetBytes(ClaudeLines.Retry(3, 401)));

        Assert.True(turn.Reader.IsRejected);
        Assert.Equal(AgentVerdict.Unauthorized, turn.End(137).Verdict);
        Assert.Contains(new AgentEvent.Retried(3, 401, "unknown"), turn.Events);
    }

    [Fact]
    public void Retries_for_other_reasons_do_not_doom_it()
    {
        var turn = Transcript.Of(
            AgentDialect.Claude, ClaudeLines.Retry(1, 401), ClaudeLines.Retry(2, 401), ClaudeLines.Retry(3, 529), ClaudeLines.Retry(4, 401), ClaudeLines.Done);

        Assert.False(turn.Reader.IsRejected);
        Assert.Equal(AgentVerdict.Finished, turn.End().Verdict);
    }

    [Fact]
    public void An_interrupted_turn_is_judged_by_what_interrupted_it()
    {
        var ended = Transcript.Ended(1) with { TimedOut = true };
        var error = """{"type":"result","subtype":"error_during_execution","is_error":true,"session_id":"s-1","errors":["aborted"]}""";

        Assert.Equal(AgentVerdict.TimedOut, Transcript.Of(AgentDialect.Claude, ClaudeLines.Init, error).End(ended).Verdict);
        Assert.Equal(AgentVerdict.Silent, Transcript.Of(AgentDialect.Claude, ClaudeLines.Init).End(Transcript.Ended(143) with { Silent = true }).Verdict);
        Assert.Equal(AgentVerdict.Finished, Transcript.Of(AgentDialect.Claude, ClaudeLines.Done).End(ended).Verdict);
    }

    [Fact]
    public void A_message_in_several_lines_is_counted_once_and_kept_when_no_result_comes()
    {
        var turn = Transcript.Of(
            AgentDialect.Claude, ClaudeLines.Init, ClaudeLines.Tool("m1", "Bash", """{"command":"dotnet   build\n"}"""), ClaudeLines.Text("m1", "and"), ClaudeLines.Text("m2", "so on"));

        Assert.Equal(new AgentUsage(212, 40, null), turn.End(143).Usage);
    }

    [Fact]
    public void A_result_of_zeros_does_not_forget_what_was_used() =>
        Assert.Equal(112, Transcript.Of(AgentDialect.Claude, ClaudeLines.Tool("m1", "Bash", "{}"), ClaudeLines.Error(500, "no")).End(1).Usage.InputTokens);

    [Fact]
    public void Tools_and_words_are_told_as_they_come()
    {
        var turn = Transcript.Of(
            AgentDialect.Claude,
            ClaudeLines.Init,
            ClaudeLines.Tool("m1", "Bash", """{"command":"dotnet   build\n -v q"}"""),
            ClaudeLines.Tool("m2", "Write", """{"file_path":"/repo/wt/a.txt","content":"x"}"""),
            ClaudeLines.Text("m3", "so\\n\\nbe it"));

        Assert.Equal(
            [new AgentEvent.Started("s-1"), new AgentEvent.ToolUsed("Bash", "dotnet build -v q"), new AgentEvent.ToolUsed("Write", "/repo/wt/a.txt"), new AgentEvent.Said("so be it")],
            turn.Events.Where(e => e is not AgentEvent.Used));
    }
}

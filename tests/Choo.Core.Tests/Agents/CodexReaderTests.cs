using Choo.Core.Agents;
using Xunit;

namespace Choo.Core.Tests.Agents;

public sealed class CodexReaderTests
{
    private const string Thread = """{"type":"thread.started","thread_id":"t-1"}""";
    private const string Unknown = """{"type":"item.completed","item":{"id":"item_0","type":"error","message":"Model metadata not found."}}""";
    private const string Turn = """{"type":"turn.started"}""";
    private const string Said = """{"type":"item.completed","item":{"id":"item_2","type":"agent_message","text":"all done"}}""";
    private const string Completed = """{"type":"turn.completed","usage":{"input_tokens":300,"cached_input_tokens":50,"output_tokens":60,"reasoning_output_tokens":0}}""";

    [Fact]
    public void A_completed_turn_is_a_success_although_an_item_was_an_error()
    {
        var turn = Transcript.Of(AgentDialect.Codex, Thread, Unknown, Turn, Said, Completed);

        var outcome = turn.End();

        Assert.Equal(AgentVerdict.Finished, outcome.Verdict);
        Assert.Equal("t-1", outcome.Session);
        Assert.Equal("all done", outcome.LastWords);
        Assert.Equal(new AgentUsage(300, 60, null), outcome.Usage);
        Assert.True(turn.Reader.FinalEventSeen);
    }

    [Fact]
    public void Exit_code_0_without_a_completed_turn_is_a_failure() =>
        Assert.Equal(AgentVerdict.Failed, Transcript.Of(AgentDialect.Codex, Thread, Turn, Said).End().Verdict);

    [Theory]
    [InlineData("unexpected status 401 Unauthorized: no, url: http://127.0.0.1/v1/responses", AgentVerdict.Unauthorized)]
    [InlineData("exceeded retry limit, last status: 429 Too Many Requests", AgentVerdict.LimitReached)]
    [InlineData("You've hit your usage limit. Upgrade or try again in 2 hours 5 minutes.", AgentVerdict.LimitReached)]
    [InlineData("We’re currently experiencing high demand, which may cause temporary errors.", AgentVerdict.Overloaded)]
    [InlineData("Selected model is at capacity. Please try a different model.", AgentVerdict.Overloaded)]
    [InlineData("stream disconnected before completion", AgentVerdict.Failed)]
    public void A_failed_turn_is_told_apart_by_its_words(string message, AgentVerdict verdict)
    {
        var turn = Transcript.Of(
            AgentDialect.Codex, Thread, Turn, $$"""{"type":"error","message":"{{message}}"}""", $$$"""{"type":"turn.failed","error":{"message":"{{{message}}}"}}""");

        var outcome = turn.End(1);

        Assert.Equal(verdict, outcome.Verdict);
        Assert.Equal(message, outcome.Error);
        Assert.True(turn.Reader.FinalEventSeen);
    }

    [Fact]
    public void A_reconnection_is_a_retry_and_no_failure()
    {
        var turn = Transcript.Of(
            AgentDialect.Codex, Thread, Turn, """{"type":"error","message":"Reconnecting... 1/5 (unexpected status 503 Service Unavailable)"}""", Said, Completed);

        Assert.Contains(turn.Events, e => e is AgentEvent.Retried { Attempt: 1, Status: 503 });
        Assert.Equal(AgentVerdict.Finished, turn.End().Verdict);
    }

    [Fact]
    public void A_fatal_error_without_a_failed_turn_explains_the_end()
    {
        var outcome = Transcript.Of(AgentDialect.Codex, Thread, Turn, """{"type":"error","message":"unexpected status 401 Unauthorized"}""").End(1);

        Assert.Equal(AgentVerdict.Unauthorized, outcome.Verdict);
    }

    [Fact]
    public void Commands_and_changed_files_are_told()
    {
        var turn = Transcript.Of(
            AgentDialect.Codex,
            """{"type":"item.started","item":{"id":"i","type":"command_execution","command":"/bin/bash -lc 'dotnet build'","exit_code":null,"status":"in_progress"}}""",
            """{"type":"item.completed","item":{"id":"i","type":"command_execution","command":"/bin/bash -lc 'dotnet build'","exit_code":0,"status":"completed"}}""",
            """{"type":"item.completed","item":{"id":"j","type":"file_change","changes":[{"path":"src/a.cs","kind":"update"}],"status":"completed"}}""");

        Assert.Equal(
            [new AgentEvent.ToolUsed("command_execution", "/bin/bash -lc 'dotnet build'"), new AgentEvent.ToolUsed("file_change", "src/a.cs")],
            turn.Events);
    }

    [Theory]
    [InlineData(1, "bwrap: No permissions to create new namespace, likely because the kernel does not allow it\\n", "bwrap: No permissions to create new namespace, likely because the kernel does not allow it")]
    [InlineData(101, "error running landlock: Sandbox(LandlockRestrict)\\n", "error running landlock: Sandbox(LandlockRestrict)")]
    [InlineData(1, "first\\nsh: 1: cannot create a.txt: Read-only file system\\n", "sh: 1: cannot create a.txt: Read-only file system")]
    [InlineData(1, "Program.cs(1,1): error CS0103: no name\\n", null)]
    [InlineData(0, "bwrap: is a program\\n", null)]
    public void A_command_that_the_sandbox_stopped_is_remembered(int exitCode, string output, string? expected) =>
        Assert.Equal(
            expected,
            Transcript.Of(
                AgentDialect.Codex,
                $$$"""{"type":"item.completed","item":{"id":"i","type":"command_execution","command":"x","aggregated_output":"{{{output}}}","exit_code":{{{exitCode}}},"status":"failed"}}""",
                Completed).End().SandboxFailure);

    [Fact]
    public void A_declined_item_is_a_denial() =>
        Assert.Equal(
            ["command_execution"],
            Transcript.Of(AgentDialect.Codex, """{"type":"item.completed","item":{"id":"i","type":"command_execution","command":"rm","status":"declined"}}""", Completed).End().Denials.ToArray());
}

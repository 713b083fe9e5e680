using System.Text;
using Choo.Core.Agents;
using Xunit;

namespace Choo.Core.Tests.Agents;

public sealed class TurnLogTests
{
    private const string Said = """{"type":"assistant","message":{"content":[{"type":"text","text":"hello"}]}}""";
    private const string Done = """{"type":"result","subtype":"success","is_error":false,"num_turns":1,"result":"done","total_cost_usd":3.5,"usage":{"input_tokens":100,"output_tokens":20}}""";
    private const string Failed = """{"type":"result","subtype":"error_during_execution","is_error":true,"errors":["aborted"]}""";

    private static AgentOutcome? Read(AgentDialect kind, params string[] lines) =>
        TurnLog.Finished(kind, lines.Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line)), TimeSpan.FromSeconds(2));

    [Fact]
    public void A_result_as_the_last_word_is_the_turns_end()
    {
        var outcome = Read(AgentDialect.Claude, Said, "a warning", Done, "another")!;

        Assert.Equal((AgentVerdict.Finished, 3.5m, 2000), (outcome.Verdict, outcome.Usage.CostUsd, outcome.DurationMs));
        Assert.NotNull(Read(AgentDialect.Codex, """{"type":"turn.completed","usage":{"input_tokens":100,"output_tokens":20}}"""));
    }

    [Fact]
    public void Nothing_else_is()
    {
        Assert.Null(Read(AgentDialect.Claude));
        Assert.Null(Read(AgentDialect.Claude, Said));
        Assert.Null(Read(AgentDialect.Claude, Done, Said));
        Assert.Null(Read(AgentDialect.Claude, Failed));
        Assert.Null(Read(AgentDialect.Codex, """{"type":"turn.failed","error":{"message":"stopped"}}"""));
        Assert.Null(Read(AgentDialect.Command, Done));
    }
}

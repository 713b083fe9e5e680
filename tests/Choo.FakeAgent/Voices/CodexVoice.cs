namespace Choo.FakeAgent.Voices;

/// <summary>Prints codex's <c>exec --json</c>.</summary>
internal sealed class CodexVoice : Voice
{
    private int items;

    public override void Begin()
    {
        Print($$"""{"type":"thread.started","thread_id":"{{Guid.NewGuid()}}"}""");
        Print("""{"type":"turn.started"}""");
    }

    public override void Tool(string name, string detail)
    {
        var id = items++;
        var command = JsonString.Of($"/bin/bash -lc '{detail}'");
        Print($$$"""{"type":"item.started","item":{"id":"item_{{{id}}}","type":"command_execution","command":{{{command}}},"aggregated_output":"","exit_code":null,"status":"in_progress"}}""");
        Print($$$"""{"type":"item.completed","item":{"id":"item_{{{id}}}","type":"command_execution","command":{{{command}}},"aggregated_output":"","exit_code":0,"status":"completed"}}""");
    }

    public override void Say(string text) =>
        Print($$$"""{"type":"item.completed","item":{"id":"item_{{{items++}}}","type":"agent_message","text":{{{JsonString.Of(text)}}}}}""");

    public override void Retry(int attempt, int status) =>
        Print($$"""{"type":"error","message":"Reconnecting... {{attempt}}/10 (unexpected status {{status}})"}""");

    public override void Finish(Report report)
    {
        Say(report.Text);
        Print($$$"""{"type":"turn.completed","usage":{"input_tokens":{{{report.Input}}},"cached_input_tokens":0,"output_tokens":{{{report.Output}}},"reasoning_output_tokens":0}}""");
    }

    public override void Fail(Report report, int status, string text)
    {
        var message = JsonString.Of(status == 0 ? text : $"unexpected status {status}: {text}");
        Print($$"""{"type":"error","message":{{message}}}""");
        Print($$$"""{"type":"turn.failed","error":{"message":{{{message}}}}}""");
    }

    public override void OutOfTurns(Report report) => Fail(report, 0, "out of turns");
}

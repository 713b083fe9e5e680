namespace Choo.FakeAgent.Voices;

/// <summary>Prints claude's stream-json, field for field as far as anybody reads it.</summary>
internal sealed class ClaudeVoice : Voice
{
    private readonly string session = Guid.NewGuid().ToString();
    private int messages;

    private string Tail => $"\"session_id\":\"{session}\",\"uuid\":\"{Guid.NewGuid()}\"";

    public override void Begin() => Print(
        $$"""{"type":"system","subtype":"init","cwd":{{JsonString.Of(Environment.CurrentDirectory)}},"session_id":"{{session}}","tools":["Task","Bash","Edit","Read","Write"],"mcp_servers":[],"model":"fake-1","permissionMode":"acceptEdits","slash_commands":[],"apiKeySource":"none","claude_code_version":"0.0.0","output_style":"default","uuid":"{{Guid.NewGuid()}}"}""");

    public override void Tool(string name, string detail)
    {
        var id = $"toolu_fake_{messages}";
        var input = name == "Bash" ? $"\"command\":{JsonString.Of(detail)}" : $"\"file_path\":{JsonString.Of(detail)}";
        Message($$$"""{"type":"tool_use","id":"{{{id}}}","name":"{{{name}}}","input":{{{{input}}}}}""");
        Print($$$"""{"type":"user","message":{"role":"user","content":[{"tool_use_id":"{{{id}}}","type":"tool_result","content":"ok"}]},"parent_tool_use_id":null,{{{Tail}}}}""");
    }

    public override void Say(string text) => Message($$"""{"type":"text","text":{{JsonString.Of(text)}}}""");

    public override void Retry(int attempt, int status) => Print(
        $$$"""{"type":"system","subtype":"api_retry","attempt":{{{attempt}}},"max_retries":10,"retry_delay_ms":500.5,"error_status":{{{status}}},"error":"unknown",{{{Tail}}}}""");

    public override void Finish(Report report) =>
        Result(report, $$""" "subtype":"success","is_error":false,"api_error_status":null,"result":{{JsonString.Of(report.Text)}} """);

    public override void Fail(Report report, int status, string text) =>
        Result(report, $$""" "subtype":"success","is_error":true,"api_error_status":{{(status == 0 ? "null" : status)}},"result":{{JsonString.Of(text)}} """);

    public override void OutOfTurns(Report report) =>
        Result(report, $$""" "subtype":"error_max_turns","is_error":true,"errors":["Reached maximum number of turns ({{report.ModelTurns}})"] """);

    private void Message(string block)
    {
        messages++;
        Print($$$"""{"type":"assistant","message":{"id":"msg_fake_{{{messages}}}","type":"message","role":"assistant","model":"fake-1","content":[{{{block}}}],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":2,"cache_creation_input_tokens":0,"cache_read_input_tokens":0}},"parent_tool_use_id":null,{{{Tail}}}}""");
    }

    private void Result(Report report, string ending)
    {
        var denials = string.Join(',', report.Denied.Select(tool => $$$"""{"tool_name":{{{JsonString.Of(tool)}}},"tool_use_id":"toolu_fake","tool_input":{}}"""));
        Print($$$"""{"type":"result",{{{ending.Trim()}}},"duration_ms":5,"duration_api_ms":3,"num_turns":{{{report.ModelTurns}}},"stop_reason":"end_turn","total_cost_usd":{{{report.Cost}}},"usage":{"input_tokens":{{{report.Input}}},"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":{{{report.Output}}}},"permission_denials":[{{{denials}}}],"terminal_reason":"completed",{{{Tail}}}}""");
    }
}

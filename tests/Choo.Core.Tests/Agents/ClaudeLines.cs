namespace Choo.Core.Tests.Agents;

/// <summary>Lines as claude's stream-json has them.</summary>
internal static class ClaudeLines
{
    public const string Init = """{"type":"system","subtype":"init","cwd":"/repo/wt","session_id":"s-1","tools":["Bash"],"model":"m","permissionMode":"acceptEdits"}""";

    public const string Done = """{"type":"result","subtype":"success","is_error":false,"api_error_status":null,"num_turns":3,"result":"all done","session_id":"s-1","total_cost_usd":0.0125,"usage":{"input_tokens":300,"cache_creation_input_tokens":40,"cache_read_input_tokens":2000,"output_tokens":60},"permission_denials":[]}""";

    public static string Tool(string id, string name, string input) =>
        $$$$"""{"type":"assistant","message":{"id":"{{{{id}}}}","role":"assistant","content":[{"type":"tool_use","id":"t","name":"{{{{name}}}}","input":{{{{input}}}}}],"usage":{"input_tokens":100,"output_tokens":20,"cache_creation_input_tokens":5,"cache_read_input_tokens":7}},"session_id":"s-1"}""";

    public static string Text(string id, string text) =>
        $$$"""{"type":"assistant","message":{"id":"{{{id}}}","role":"assistant","content":[{"type":"text","text":"{{{text}}}"}],"usage":{"input_tokens":100,"output_tokens":20}},"session_id":"s-1"}""";

    public static string Retry(int attempt, int status) =>
        $$"""{"type":"system","subtype":"api_retry","attempt":{{attempt}},"max_retries":10,"retry_delay_ms":511.04,"error_status":{{status}},"error":"unknown","session_id":"s-1"}""";

    public static string Error(int? status, string text) =>
        $$"""{"type":"result","subtype":"success","is_error":true,"api_error_status":{{(object?)status ?? "null"}},"num_turns":1,"result":"{{text}}","session_id":"s-1","total_cost_usd":0,"usage":{"input_tokens":0,"output_tokens":0},"permission_denials":[]}""";
}

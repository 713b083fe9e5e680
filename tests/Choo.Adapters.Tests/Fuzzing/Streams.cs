namespace Choo.Adapters.Tests.Fuzzing;

/// <summary>What the two agents print, in the shapes that they have.</summary>
internal static class Streams
{
    private const string Claude = """
        {"type":"system","subtype":"init","cwd":"/repo","session_id":"0b6f5c1e-6f1c-4c58-9f0e-2a1f7c9a0d11","tools":["Task","Bash","Edit","Read","Write"],"mcp_servers":[],"model":"claude-sonnet-4-5","permissionMode":"acceptEdits","apiKeySource":"none"}
        {"type":"assistant","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[{"type":"tool_use","id":"toolu_1","name":"Write","input":{"file_path":"/repo/a.txt","content":"a"}}],"usage":{"input_tokens":10,"output_tokens":2,"cache_creation_input_tokens":3,"cache_read_input_tokens":4}},"parent_tool_use_id":null,"session_id":"0b6f5c1e"}
        {"type":"user","message":{"role":"user","content":[{"tool_use_id":"toolu_1","type":"tool_result","content":"ok"}]},"session_id":"0b6f5c1e"}
        {"type":"system","subtype":"api_retry","attempt":1,"max_retries":10,"retry_delay_ms":543.21,"error_status":529,"error":"unknown","session_id":"0b6f5c1e"}
        {"type":"assistant","message":{"id":"msg_2","content":[{"type":"text","text":"Done \ud83d\ude82."}],"usage":{"input_tokens":10,"output_tokens":2}},"session_id":"0b6f5c1e"}
        {"type":"result","subtype":"success","is_error":false,"api_error_status":null,"duration_ms":1200,"num_turns":2,"result":"Done.","session_id":"0b6f5c1e","total_cost_usd":0.0123,"usage":{"input_tokens":20,"cache_creation_input_tokens":3,"cache_read_input_tokens":4,"output_tokens":4},"modelUsage":{"claude-sonnet-4-5":{"inputTokens":20,"costUSD":0.0123}},"permission_denials":[{"tool_name":"Bash","tool_use_id":"toolu_2","tool_input":{"command":"rm"}}]}

        """;

    private const string ClaudeLimited = """
        {"type":"system","subtype":"init","cwd":"/repo","session_id":"0b6f5c1e","tools":[],"model":"m","permissionMode":"default"}
        {"type":"result","subtype":"success","is_error":true,"api_error_status":429,"num_turns":1,"result":"You've hit your limit · resets 3pm (Europe/Prague)","session_id":"0b6f5c1e","total_cost_usd":0,"usage":{"input_tokens":0,"output_tokens":0},"permission_denials":[]}

        """;

    private const string Codex = """
        {"type":"thread.started","thread_id":"0199a213-81c0-7800-8aa1-bbab2a035a53"}
        {"type":"turn.started"}
        {"type":"item.completed","item":{"id":"item_0","type":"error","message":"unknown model"}}
        {"type":"item.started","item":{"id":"item_1","type":"command_execution","command":"bash -lc ls","aggregated_output":"","exit_code":null,"status":"in_progress"}}
        {"type":"item.completed","item":{"id":"item_1","type":"command_execution","command":"bash -lc ls","aggregated_output":"a\n","exit_code":0,"status":"completed"}}
        {"type":"item.completed","item":{"id":"item_2","type":"file_change","changes":[{"path":"/repo/a.txt","kind":"add"}],"status":"completed"}}
        {"type":"item.completed","item":{"id":"item_3","type":"agent_message","text":"Done."}}
        {"type":"error","message":"Reconnecting... 1/5"}
        {"type":"turn.completed","usage":{"input_tokens":100,"cached_input_tokens":20,"output_tokens":10}}

        """;

    private const string CodexFailed = """
        {"type":"thread.started","thread_id":"0199a213"}
        {"type":"turn.started"}
        {"type":"turn.failed","error":{"message":"You've hit your usage limit. Try again in 3 days 4 hours 22 minutes."}}

        """;

    public static string[] All => [Claude, ClaudeLimited, Codex, CodexFailed];
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Choo.Testing.MockModel;

/// <summary>The OpenAI Responses API (streamed), as far as codex needs it.</summary>
internal static class ResponsesApi
{
    public static MockQuestion Read(JsonElement body)
    {
        var input = RequestText.List(body, "input").ToList();
        var prompt = input.Count == 0
            ? RequestText.Text(body, "input")
            : string.Join('\n', input.Where(item => RequestText.Text(item, "role") == "user").Select(item => RequestText.Content(item)));
        var tools = RequestText.List(body, "tools").Select(NameOf).ToList();
        return new MockQuestion
        {
            Api = "responses",
            Model = RequestText.Text(body, "model"),
            Tools = tools,
            ToolResults = input.Count(item => RequestText.Text(item, "type").EndsWith("_call_output", StringComparison.Ordinal)),
            Prompt = prompt,
            Answer = turn => Response(turn.Tool is { } step ? Call(step.Shell, tools) : Words(MockScript.Parse(prompt).Say)),
            Error = status => $$$"""{"error":{"type":"mock","message":"mock {{{status}}}"}}""",
        };
    }

    private static string NameOf(JsonElement tool) => RequestText.Text(tool, "name") is { Length: > 0 } name ? name : RequestText.Text(tool, "type");

    private static JsonObject Call(string command, List<string> tools)
    {
        var (name, arguments) = tools.Contains("exec_command") ? ("exec_command", new JsonObject { ["cmd"] = command })
            : tools.Contains("shell_command") ? ("shell_command", new JsonObject { ["command"] = command })
            : (tools.Contains("shell") ? "shell" : "local_shell", new JsonObject { ["command"] = new JsonArray("bash", "-lc", command) });
        return new JsonObject
        {
            ["type"] = "function_call",
            ["id"] = Sse.NewId("fc"),
            ["call_id"] = Sse.NewId("call"),
            ["name"] = name,
            ["arguments"] = arguments.ToJsonString(),
            ["status"] = "completed",
        };
    }

    private static JsonObject Words(string text) => new()
    {
        ["type"] = "message",
        ["id"] = Sse.NewId("msg"),
        ["role"] = "assistant",
        ["status"] = "completed",
        ["content"] = new JsonArray(new JsonObject { ["type"] = "output_text", ["text"] = text, ["annotations"] = new JsonArray() }),
    };

    private static (string Type, string Text) Response(JsonObject item)
    {
        var id = Sse.NewId("resp");
        var usage = new JsonObject
        {
            ["input_tokens"] = 100,
            ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = 0 },
            ["output_tokens"] = 20,
            ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 0 },
            ["total_tokens"] = 120,
        };
        return new Sse()
            .Add("response.created", new JsonObject { ["response"] = new JsonObject { ["id"] = id } })
            .Add("response.output_item.added", new JsonObject { ["output_index"] = 0, ["item"] = item.DeepClone() })
            .Add("response.output_item.done", new JsonObject { ["output_index"] = 0, ["item"] = item.DeepClone() })
            .Add("response.completed", new JsonObject { ["response"] = new JsonObject { ["id"] = id, ["output"] = new JsonArray(item), ["usage"] = usage } })
            .Body;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Choo.Testing.MockModel;

/// <summary>The Anthropic Messages API, as far as claude needs it.</summary>
internal static partial class MessagesApi
{
    public static MockQuestion Read(JsonElement body)
    {
        var messages = RequestText.List(body, "messages").ToList();
        var prompt = string.Join('\n', messages.Where(IsUser).Select(message => RequestText.Content(message)));
        var tools = RequestText.List(body, "tools").Select(tool => RequestText.Text(tool, "name")).ToList();
        var model = RequestText.Text(body, "model");
        var stream = body.TryGetProperty("stream", out var flag) && flag.ValueKind == JsonValueKind.True;
        var folder = WorkingFolder().Match(RequestText.Content(body, "system") + "\n" + prompt).Groups["folder"].Value;
        return new MockQuestion
        {
            Api = "messages",
            Model = model,
            Tools = tools,
            ToolResults = messages.SelectMany(message => RequestText.List(message, "content")).Count(block => RequestText.Text(block, "type") == "tool_result"),
            Prompt = prompt,
            Answer = turn => Message(model, Block(turn, tools, folder, MockScript.Parse(prompt).Say), stream),
            Error = status => $$$"""{"type":"error","error":{"type":"{{{ErrorType(status)}}}","message":"mock {{{status}}}"}}""",
        };
    }

    [GeneratedRegex(@"(?:[Ww]orking directory|cwd): *(?<folder>\S+)")]
    private static partial Regex WorkingFolder();

    private static bool IsUser(JsonElement message) => RequestText.Text(message, "role") == "user";

    // A side question (a title, a probe) offers no tools and gets words.
    private static JsonObject Block(MockTurn turn, List<string> tools, string folder, string say) => turn.Tool switch
    {
        null => Words(say),
        _ when tools.Count == 0 => Words("ok"),
        { Operation: "write" } write when tools.Contains("Write") => Use("Write", new JsonObject
        {
            ["file_path"] = Path.GetFullPath(write.File.Path, folder.Length > 0 ? folder : "/"),
            ["content"] = write.File.Text + "\n",
        }),
        var step => Use("Bash", new JsonObject { ["command"] = step.Shell, ["description"] = "a step of the script" }),
    };

    private static JsonObject Words(string text) => new() { ["type"] = "text", ["text"] = text };

    private static JsonObject Use(string tool, JsonObject input) =>
        new() { ["type"] = "tool_use", ["id"] = Sse.NewId("toolu"), ["name"] = tool, ["input"] = input };

    private static (string Type, string Text) Message(string model, JsonObject block, bool stream)
    {
        var isTool = block["type"]!.GetValue<string>() == "tool_use";
        var stop = isTool ? "tool_use" : "end_turn";
        var message = new JsonObject
        {
            ["id"] = Sse.NewId("msg"),
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = model,
            ["content"] = new JsonArray(),
            ["stop_reason"] = null,
            ["stop_sequence"] = null,
            ["usage"] = new JsonObject { ["input_tokens"] = 100, ["output_tokens"] = 20, ["cache_creation_input_tokens"] = 0, ["cache_read_input_tokens"] = 0 },
        };
        if (!stream)
        {
            message["content"] = new JsonArray(block);
            message["stop_reason"] = stop;
            return ("application/json", message.ToJsonString());
        }

        return Stream(message, block, isTool, stop);
    }

    private static (string Type, string Text) Stream(JsonObject message, JsonObject block, bool isTool, string stop)
    {
        var empty = (JsonObject)block.DeepClone();
        empty[isTool ? "input" : "text"] = isTool ? new JsonObject() : "";
        var delta = isTool
            ? new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = block["input"]!.ToJsonString() }
            : new JsonObject { ["type"] = "text_delta", ["text"] = block["text"]!.GetValue<string>() };
        return new Sse()
            .Add("message_start", new JsonObject { ["message"] = message })
            .Add("content_block_start", new JsonObject { ["index"] = 0, ["content_block"] = empty })
            .Add("content_block_delta", new JsonObject { ["index"] = 0, ["delta"] = delta })
            .Add("content_block_stop", new JsonObject { ["index"] = 0 })
            .Add("message_delta", new JsonObject
            {
                ["delta"] = new JsonObject { ["stop_reason"] = stop, ["stop_sequence"] = null },
                ["usage"] = new JsonObject { ["output_tokens"] = 20 },
            })
            .Add("message_stop", [])
            .Body;
    }

    private static string ErrorType(int status) => status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        429 => "rate_limit_error",
        529 => "overloaded_error",
        _ => "api_error",
    };
}

using System.Text.Json;

namespace Choo.Core.Agents.Codex;

/// <summary>The lines of codex's stream as a person reads them.</summary>
internal sealed class CodexTranscript : AgentTranscript
{
    private readonly HashSet<string> begun = new(StringComparer.Ordinal);

    /// <summary>Null when the line is none of codex's.</summary>
    public override IReadOnlyList<string>? Lines(JsonElement root) => root.Text("type") switch
    {
        "thread.started" => [TranscriptText.Cut($"codex, thread {root.Text("thread_id") ?? "?"}")],
        "turn.started" => [],
        "item.started" when root.Child("item") is { } item => [.. Started(item)],
        "item.updated" when root.Child("item") is { } item && item.Text("type") is "command_execution" or "todo_list" => [],
        "item.completed" when root.Child("item") is { } item => [.. Completed(item)],
        "turn.completed" => [TranscriptText.End("completed", TranscriptText.Tokens(UsageOf(root)))],
        "turn.failed" => [TranscriptText.End($"failed: {root.Child("error")?.Text("message") ?? "no reason given"}")],
        "error" when root.Text("message") is { } message => [TranscriptText.Problem(message)],
        _ => null,
    };

    private IEnumerable<string> Started(JsonElement item)
    {
        if (item.Text("type") is not ("command_execution" or "mcp_tool_call" or "web_search"))
        {
            return [];
        }

        begun.Add(item.Text("id") ?? "");
        var name = CodexReader.NameOf(item);
        return [TranscriptText.Tool(name == "command_execution" ? "command" : name.Replace('_', ' '), CodexReader.DetailOf(item))];
    }

    private IEnumerable<string> Completed(JsonElement item)
    {
        switch (item.Text("type"))
        {
            case "agent_message":
                return TranscriptText.Whole(item.Text("text") ?? "");
            case "reasoning":
                return TranscriptText.Result($"(thinking) {item.Text("text")}", isError: false);
            case "error":
                return [TranscriptText.Problem(item.Text("message") ?? "")];
            case "command_execution" or "mcp_tool_call" or "web_search":
                return [.. begun.Remove(item.Text("id") ?? "") ? [] : Started(item), .. Outcome(item)];
            case "file_change":
                return item.Items("changes").Select(change => TranscriptText.Tool($"file {change.Text("kind") ?? "change"}", change.Text("path") ?? ""));
            case "todo_list":
                return item.Items("items").Select(each => TranscriptText.Cut($"  [{(each.Flag("completed") ? "x" : " ")}] {each.Text("text")}"));
            default:
                return [TranscriptText.Cut(item.GetRawText())];
        }
    }

    private static IEnumerable<string> Outcome(JsonElement item)
    {
        var code = item.Number("exit_code");
        var failed = code is not (null or 0) || item.Text("status") is "failed" or "declined";
        var text = item.Text("aggregated_output") ?? item.Child("error")?.Text("message") ?? "";
        var said = TranscriptText.Result(text, isError: false);
        return failed ? [TranscriptText.Problem($"{item.Text("status") ?? "failed"}{(code is null ? "" : $", exit code {code}")}"), .. said] : said;
    }

    private static AgentUsage UsageOf(JsonElement root) => root.Child("usage") is { } usage
        ? new AgentUsage(usage.Number("input_tokens") ?? 0, usage.Number("output_tokens") ?? 0, null)
        : AgentUsage.None;
}

using System.Text.Json;

namespace Choo.Core.Agents.Claude;

/// <summary>The lines of claude's stream as a person reads them.</summary>
internal sealed class ClaudeTranscript : AgentTranscript
{
    private string lastText = "";

    /// <summary>Null when the line is none of claude's.</summary>
    public override IReadOnlyList<string>? Lines(JsonElement root) => root.Text("type") switch
    {
        "system" when root.Text("subtype") == "init" => [TranscriptText.Cut($"{root.Text("model") ?? "claude"}, session {root.Text("session_id") ?? "?"}")],
        "system" when root.Text("subtype") == "api_retry" => [TranscriptText.Problem(
            $"request failed ({root.Number("error_status")?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no status"} {root.Text("error")}), retry {root.Number("attempt")} of {root.Number("max_retries")} follows")],
        "assistant" when root.Child("message") is { } message => [.. message.Items("content").SelectMany(Block), .. Error(root)],
        "user" when root.Child("message") is { } message => [.. Results(message)],
        "rate_limit_event" when root.Child("rate_limit_info") is { } info && info.Text("status") == "allowed" => [],
        "result" => [.. End(root)],
        _ => null,
    };

    private IEnumerable<string> Block(JsonElement block)
    {
        switch (block.Text("type"))
        {
            case "text":
                lastText = block.Text("text") ?? "";
                return TranscriptText.Whole(lastText);
            case "thinking":
                return TranscriptText.Result($"(thinking) {block.Text("thinking")}", isError: false);
            case "tool_use":
                return [TranscriptText.Tool(block.Text("name") ?? "tool", ClaudeReader.DetailOf(block))];
            default:
                return [TranscriptText.Cut(block.GetRawText())];
        }
    }

    private static IEnumerable<string> Results(JsonElement message)
    {
        if (message.Child("content") is not { ValueKind: JsonValueKind.Array } content)
        {
            return TranscriptText.Result(TranscriptText.Content(message.Child("content")), isError: false);
        }

        return content.EnumerateArray().SelectMany(block => block.Text("type") == "tool_result"
            ? TranscriptText.Result(TranscriptText.Content(block.Child("content")), block.Flag("is_error"))
            : TranscriptText.Result(block.Text("text") ?? block.GetRawText(), isError: false));
    }

    /// <summary>The kind of an error whose text is the message itself; "unknown" adds nothing to that.</summary>
    private static IEnumerable<string> Error(JsonElement root) => root.Text("error") is { } error and not "unknown" ? [TranscriptText.Problem(error)] : [];

    private IEnumerable<string> End(JsonElement root)
    {
        var text = root.Text("result") ?? "";
        if (text.Length > 0 && text != lastText)
        {
            foreach (var line in TranscriptText.Whole(text))
            {
                yield return line;
            }
        }

        foreach (var error in root.Items("errors"))
        {
            yield return TranscriptText.Problem(error.AsText() ?? error.Text("message") ?? error.GetRawText());
        }

        var usage = root.Child("usage") is { } used ? ClaudeReader.UsageOf(used, root.Money("total_cost_usd")) : AgentUsage.None;
        yield return TranscriptText.End(
            root.Flag("is_error") ? "error" : root.Text("subtype") ?? "end",
            root.Number("num_turns") is { } turns ? $"{turns} model turn{(turns == 1 ? "" : "s")}" : null,
            TranscriptText.Time(root.Number("duration_ms")),
            TranscriptText.Tokens(usage),
            TranscriptText.Cost(usage));
        var denied = root.Items("permission_denials").Select(denial => denial.Text("tool_name") ?? "tool").Distinct(StringComparer.Ordinal).ToList();
        if (denied.Count > 0)
        {
            yield return TranscriptText.Problem($"denied: {string.Join(", ", denied)}");
        }
    }
}

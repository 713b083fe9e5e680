using System.Text.Json;

namespace Choo.Core.Agents.Claude;

/// <summary>Claude Code's <c>--output-format stream-json</c>: a session, messages, and one last <c>result</c>.</summary>
internal sealed class ClaudeReader : AgentReader
{
    private readonly HashSet<string> counted = new(StringComparer.Ordinal);
    private ClaudeResult? result;
    private string? lastError;
    private DateTimeOffset? limitResetsAt;
    private bool limited;

    private protected override void Read(ReadOnlySpan<byte> line, Action<AgentEvent> observe)
    {
        // Tool results: the biggest lines by far, and nothing in them is wanted.
        if (line.StartsWith("{\"type\":\"user\""u8))
        {
            return;
        }

        using var document = Parse(line);
        if (document is null)
        {
            return;
        }

        var root = document.RootElement;
        Begin(root.Text("session_id"), observe);
        Read(root, observe);
    }

    private void Read(JsonElement root, Action<AgentEvent> observe)
    {
        switch (root.Text("type"))
        {
            case "assistant":
                // A result while subagents run in the background is not the last word: https://code.claude.com/docs/en/sub-agents
                FinalEventSeen = false;
                ReadMessage(root, observe);
                break;
            case "user":
                FinalEventSeen = false;
                break;
            case "system" when root.Text("subtype") == "api_retry":
                Retry((int)(root.Number("attempt") ?? 0), (int?)root.Number("error_status"), root.Text("error"), observe);
                break;
            case "rate_limit_event" when root.Child("rate_limit_info") is { } info:
                ReadLimit(info);
                break;
            case "result":
                ReadResult(root, observe);
                break;
            case null:
                LinesIgnored++;
                break;
            default:
                break;
        }
    }

    private void ReadMessage(JsonElement root, Action<AgentEvent> observe)
    {
        lastError = root.Text("error") ?? lastError;
        if (root.Child("message") is not { } message)
        {
            return;
        }

        foreach (var block in message.Items("content"))
        {
            if (block.Text("type") == "tool_use")
            {
                observe(new AgentEvent.ToolUsed(block.Text("name") ?? "tool", Words.Line(DetailOf(block), 80)));
            }
            else if (block.Text("type") == "text")
            {
                Say(block.Text("text"), observe);
            }
        }

        Count(message, observe);
    }

    // One message comes in a line for each of its blocks, each with the same usage.
    private void Count(JsonElement message, Action<AgentEvent> observe)
    {
        if (message.Text("id") is { } id && message.Child("usage") is { } usage && counted.Add(id))
        {
            Usage = Usage.Plus(UsageOf(usage, null));
            observe(new AgentEvent.Used(Usage));
        }
    }

    private void ReadLimit(JsonElement info)
    {
        limited = info.Text("status") == "rejected";
        if (limited && info.Number("resetsAt") is { } seconds)
        {
            limitResetsAt = LimitReset.FromUnix(seconds);
        }
    }

    private void ReadResult(JsonElement root, Action<AgentEvent> observe)
    {
        FinalEventSeen = true;
        result = ClaudeResult.From(root);
        Turns = (int?)root.Number("num_turns") ?? Turns;
        Denials = [.. root.Items("permission_denials").Select(denial => denial.Text("tool_name") ?? "tool")];
        LastWords = string.IsNullOrWhiteSpace(result.Text) ? LastWords : result.Text;
        if (root.Child("usage") is { } usage)
        {
            var reported = UsageOf(usage, root.Money("total_cost_usd"));
            // A turn that ends with an API error reports zeros although messages before it were paid for.
            Usage = reported.InputTokens + reported.OutputTokens >= Usage.InputTokens + Usage.OutputTokens
                ? reported
                : Usage with { CostUsd = reported.CostUsd };
            observe(new AgentEvent.Used(Usage));
        }
    }

    private protected override AgentConclusion Conclude(AgentEnd end)
    {
        // An agent that is interrupted may still print an error as its result: what interrupted it is the better reason.
        var said = FinalEventSeen ? result?.Conclude(lastError, end.EndedAt) : null;
        var conclusion = said is { Verdict: AgentVerdict.Finished }
            ? said
            : Interrupted(end) ?? said ?? AgentConclusion.WithoutFinalEvent(end, null);
        return limited && conclusion.Verdict is AgentVerdict.Failed or AgentVerdict.LimitReached
            ? conclusion with { Verdict = AgentVerdict.LimitReached, ResetsAt = conclusion.ResetsAt ?? limitResetsAt }
            : conclusion;
    }

    internal static AgentUsage UsageOf(JsonElement usage, decimal? cost) => new(
        (usage.Number("input_tokens") ?? 0) + (usage.Number("cache_creation_input_tokens") ?? 0) + (usage.Number("cache_read_input_tokens") ?? 0),
        usage.Number("output_tokens") ?? 0,
        cost);

    internal static string DetailOf(JsonElement block) => block.Child("input") is not { } input
        ? ""
        : input.Text("command") ?? input.Text("file_path") ?? input.Text("notebook_path") ?? input.Text("pattern")
            ?? input.Text("path") ?? input.Text("url") ?? input.Text("query") ?? input.Text("description") ?? "";
}

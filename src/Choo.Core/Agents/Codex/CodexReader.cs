using System.Text.Json;

namespace Choo.Core.Agents.Codex;

/// <summary>Codex's <c>exec --json</c>: a thread, items, and <c>turn.completed</c> or <c>turn.failed</c>.</summary>
internal sealed class CodexReader : AgentReader
{
    private bool completed;
    private string? failure;
    private string? lastError;

    private protected override void Read(ReadOnlySpan<byte> line, Action<AgentEvent> observe)
    {
        using var document = Parse(line);
        if (document is null)
        {
            return;
        }

        var root = document.RootElement;
        switch (root.Text("type"))
        {
            case "thread.started":
                Begin(root.Text("thread_id"), observe);
                break;
            case "item.started" or "item.completed" when root.Child("item") is { } item:
                ReadItem(item, root.Text("type") == "item.started", observe);
                break;
            case "turn.completed":
                ReadCompleted(root, observe);
                break;
            case "turn.failed":
                Fail(root);
                break;
            case "error":
                ReadError(root.Text("message") ?? "", observe);
                break;
            case null:
                LinesIgnored++;
                break;
            default:
                break;
        }
    }

    private void ReadItem(JsonElement item, bool started, Action<AgentEvent> observe)
    {
        switch (item.Text("type"))
        {
            case "agent_message" when !started:
                Say(item.Text("text"), observe);
                break;
            case "command_execution" or "mcp_tool_call" or "web_search" when started:
                observe(new AgentEvent.ToolUsed(NameOf(item), Words.Line(DetailOf(item), 80)));
                break;
            case "file_change" when !started:
                observe(new AgentEvent.ToolUsed("file_change", Words.Line(DetailOf(item), 80)));
                break;
            default:
                break;
        }

        if (!started && item.Text("type") == "command_execution" && item.Number("exit_code") is not (null or 0))
        {
            SandboxProblem ??= SandboxFailure.In(item.Text("aggregated_output"));
        }

        if (!started && item.Text("status") == "declined")
        {
            Denials = Denials.Add(NameOf(item));
        }
    }

    private void ReadCompleted(JsonElement root, Action<AgentEvent> observe)
    {
        FinalEventSeen = true;
        completed = true;
        failure = null;
        if (root.Child("usage") is { } usage)
        {
            // Codex counts cached tokens among the input already.
            Usage = Usage.Plus(new AgentUsage(usage.Number("input_tokens") ?? 0, usage.Number("output_tokens") ?? 0, null));
            observe(new AgentEvent.Used(Usage));
        }
    }

    private void Fail(JsonElement root)
    {
        FinalEventSeen = true;
        completed = false;
        failure = root.Child("error")?.Text("message") ?? lastError ?? "the turn failed";
    }

    private void ReadError(string message, Action<AgentEvent> observe)
    {
        lastError = message;
        if (message.StartsWith("Reconnecting", StringComparison.Ordinal))
        {
            Retry(AttemptIn(message), AgentErrors.StatusIn(message), message, observe);
        }
    }

    private protected override AgentConclusion Conclude(AgentEnd end)
    {
        if (completed)
        {
            return AgentConclusion.Finished;
        }

        return Interrupted(end) ?? (failure is { } said
            ? AgentConclusion.FromError(AgentErrors.StatusIn(said), said, end.EndedAt)
            : AgentConclusion.WithoutFinalEvent(end, lastError));
    }

    private static int AttemptIn(string message)
    {
        var rest = message.AsSpan("Reconnecting".Length).TrimStart(". ");
        var slash = rest.IndexOf('/');
        return slash > 0 && int.TryParse(rest[..slash], out var attempt) ? attempt : 0;
    }

    internal static string NameOf(JsonElement item) => item.Text("tool") ?? item.Text("type") ?? "tool";

    internal static string DetailOf(JsonElement item) =>
        item.Text("command") ?? item.Text("query") ?? item.Items("changes").Select(change => change.Text("path")).FirstOrDefault() ?? "";
}

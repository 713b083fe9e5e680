using System.Text.Json;

namespace Choo.Core.Agents.Claude;

/// <summary>The last event of a claude turn. <c>subtype</c> may say success although <c>is_error</c> is true: both count.</summary>
internal sealed record ClaudeResult(string? Subtype, bool IsError, int? Status, string Text)
{
    public static ClaudeResult From(JsonElement root)
    {
        var text = root.Text("result") ?? "";
        var errors = string.Join("; ", root.Items("errors").Select(error => error.AsText() ?? error.Text("message")).OfType<string>());
        return new ClaudeResult(
            root.Text("subtype"),
            root.Flag("is_error"),
            (int?)root.Number("api_error_status"),
            text.Length > 0 ? text : errors);
    }

    public AgentConclusion Conclude(string? lastError, DateTimeOffset at)
    {
        if (Subtype == "error_max_turns")
        {
            return new AgentConclusion(AgentVerdict.OutOfTurns, Words.Line(Text.Length > 0 ? Text : "it reached its turn limit", 300));
        }

        // An older form of the limit comes without is_error, as the whole text and nothing else.
        if (Subtype == "success" && !IsError && !LimitReset.IsBareLimit(Text))
        {
            return AgentConclusion.Finished;
        }

        var said = Text.Length > 0 ? Text : $"it ended with {Subtype ?? "an error"}";
        var conclusion = AgentConclusion.FromError(Status, said, at);
        return conclusion.Verdict == AgentVerdict.Failed && lastError is not null
            ? conclusion with { Verdict = AgentErrors.Classify(null, lastError) }
            : conclusion;
    }
}

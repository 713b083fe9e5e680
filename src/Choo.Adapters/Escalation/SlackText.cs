using System.Text;
using System.Text.Json;
using Choo.Core.Diagnostics;
using Choo.Core.Escalation;

namespace Choo.Adapters.Escalation;

/// <summary>
/// A message in the form of Slack's incoming webhooks. Text of agents and gates stands in blocks of plain text, where nothing is a mention, a link or markup; in
/// the fallback text, which Slack does parse, its three marks are escaped.
/// </summary>
internal static class SlackText
{
    // Slack takes 3000 characters in a block's text.
    private const int Longest = 2800;
    private const int UnitsNamed = 10;

    /// <summary>The JSON to post.</summary>
    public static string Of(EscalationMessage message)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("text", Escape(Clean($"{message.Repository}: {message.Title}")));
            writer.WriteStartArray("blocks");
            Section(writer, $"{Icon(message)} {message.Repository}: {message.Title}");
            Section(writer, message.Message);
            if (Details(message) is { Length: > 0 } details)
            {
                writer.WriteStartObject();
                writer.WriteString("type", "context");
                writer.WriteStartArray("elements");
                Text(writer, details);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static string Icon(EscalationMessage message) => message.Severity switch
    {
        Severity.Error => "\u274C",
        Severity.Warning => "\u26A0\uFE0F",
        _ => "\u2705",
    };

    private static string Details(EscalationMessage message)
    {
        var details = new List<string>();
        if (message.Diagnostic is { File: { } file } place)
        {
            details.Add(place.Line == 0 ? file : $"{file}({place.Line},{place.Column})");
        }

        if (!message.Blocks.IsEmpty)
        {
            var more = message.Blocks.Length - UnitsNamed;
            details.Add($"blocked: {string.Join(", ", message.Blocks.Take(UnitsNamed))}{(more > 0 ? $" and {more} more" : "")}");
        }

        if (message.Run.Length > 0)
        {
            details.Add($"run {message.Run} onto {message.Target}");
        }

        return string.Join(" · ", details);
    }

    private static void Section(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "section");
        writer.WritePropertyName("text");
        Text(writer, text);
        writer.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "plain_text");
        writer.WriteString("text", Clean(text));
        writer.WriteBoolean("emoji", false);
        writer.WriteEndObject();
    }

    /// <summary>One line without control characters, of a length that Slack takes and never empty.</summary>
    private static string Clean(string text)
    {
        var line = new string([.. text.Select(each => char.IsControl(each) ? ' ' : each)]).Trim();
        var end = line.Length <= Longest ? line.Length : char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest;
        return line.Length == 0 ? "-" : end == line.Length ? line : line[..end] + "…";
    }

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}

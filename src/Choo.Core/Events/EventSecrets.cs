using System.Text.Encodings.Web;
using System.Text.Json;
using Choo.Core.Secrets;

namespace Choo.Core.Events;

/// <summary>Takes secrets out of events before anybody sees them: the journal, every view, the reports and the state are made of these.</summary>
public static class EventSecrets
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The event without secrets; the very same when there are none.</summary>
    public static EventData Redact(EventData data, Redactor redactor)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(redactor);
        var info = EventContext.InfoOf(data.Type) ?? throw new InvalidOperationException($"{data.Type} is not registered");
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            JsonSerializer.Serialize(writer, data, info);
        }

        var text = System.Text.Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        var clean = redactor.Redact(text);
        return ReferenceEquals(clean, text) ? data : (EventData)JsonSerializer.Deserialize(clean, info)!;
    }
}

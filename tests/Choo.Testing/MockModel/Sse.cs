using System.Text;
using System.Text.Json.Nodes;

namespace Choo.Testing.MockModel;

/// <summary>A body of server-sent events.</summary>
internal sealed class Sse
{
    private static int ids;
    private readonly StringBuilder text = new();

    public static string NewId(string prefix) => $"{prefix}_mock_{Environment.ProcessId}_{Interlocked.Increment(ref ids)}";

    public Sse Add(string type, JsonObject data)
    {
        data.Insert(0, "type", type);
        text.Append("event: ").Append(type).Append("\ndata: ").Append(data.ToJsonString()).Append("\n\n");
        return this;
    }

    public (string Type, string Text) Body => ("text/event-stream", text.ToString());
}

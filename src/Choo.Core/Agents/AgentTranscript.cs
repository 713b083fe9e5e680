using System.Text.Json;

namespace Choo.Core.Agents;

/// <summary>The lines of one agent's log as a person reads them.</summary>
internal abstract class AgentTranscript
{
    /// <summary>Null when the line is not of this agent's format.</summary>
    public abstract IReadOnlyList<string>? Lines(JsonElement root);
}

using System.Text.Json.Serialization;

namespace Choo.Core.Events;

/// <summary>What happened: a closed set of records, each with the type name that outsiders see.</summary>
public abstract record EventData
{
    private protected EventData(string type) => Type = type;

    /// <summary>The name on the wire, such as <c>unit.completed</c>.</summary>
    [JsonIgnore]
    public string Type { get; }
}

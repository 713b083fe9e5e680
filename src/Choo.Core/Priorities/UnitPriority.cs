using System.Text.Json.Serialization;

namespace Choo.Core.Priorities;

/// <summary>How urgent a unit is; P0 is the most urgent. A unit that names none counts as P2.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UnitPriority>))]
public enum UnitPriority
{
    /// <summary>Now, before everything else.</summary>
    P0,

    /// <summary>Next.</summary>
    P1,

    /// <summary>In its turn.</summary>
    P2,

    /// <summary>When there is room.</summary>
    P3,

    /// <summary>Some day.</summary>
    P4,
}

using System.Text.Json.Serialization;
using Choo.Core.Json;

namespace Choo.Core.Priorities;

/// <summary>How much work a unit is by its author's guess. A unit that names none counts as M. In specs and on the wire the words are lower case.</summary>
[JsonConverter(typeof(SnakeCaseEnum<UnitEffort>))]
public enum UnitEffort
{
    /// <summary>Minutes.</summary>
    Xs,

    /// <summary>Less than an hour.</summary>
    S,

    /// <summary>An hour or two.</summary>
    M,

    /// <summary>Half a day.</summary>
    L,

    /// <summary>A day or more.</summary>
    Xl,
}

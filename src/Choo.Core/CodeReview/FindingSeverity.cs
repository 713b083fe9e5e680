using System.Text.Json.Serialization;
using Choo.Core.Json;

namespace Choo.Core.CodeReview;

/// <summary>How much a reviewer's finding matters, the worst first.</summary>
[JsonConverter(typeof(SnakeCaseEnum<FindingSeverity>))]
public enum FindingSeverity
{
    /// <summary>The code is wrong.</summary>
    Error,

    /// <summary>The code may be wrong, or will be trouble.</summary>
    Warning,

    /// <summary>The code could be better.</summary>
    Suggestion,

    /// <summary>Worth knowing.</summary>
    Info,
}

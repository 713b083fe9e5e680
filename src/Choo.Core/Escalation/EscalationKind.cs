using System.Text.Json.Serialization;
using Choo.Core.Json;

namespace Choo.Core.Escalation;

/// <summary>Why a person is told. On the wire and in the configuration the names are snake_case.</summary>
[JsonConverter(typeof(SnakeCaseEnum<EscalationKind>))]
public enum EscalationKind
{
    /// <summary>A unit failed, or the run as a whole could not continue.</summary>
    Failed,

    /// <summary>Units cannot start because of another one.</summary>
    Blocked,

    /// <summary>A unit waits for a person.</summary>
    Waiting,

    /// <summary>The run is over, or was interrupted.</summary>
    Ended,

    /// <summary>Nothing happened: a person tries whether messages arrive.</summary>
    Test,
}

namespace Choo.Core.Events;

/// <summary>Why a provider is asked for no turn for a while.</summary>
public enum PauseReason
{
    /// <summary>It is at its usage limit.</summary>
    Limit,

    /// <summary>It is overloaded.</summary>
    Overload,
}

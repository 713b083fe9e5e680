namespace Choo.Adapters.Escalation;

/// <summary>How messages are posted.</summary>
internal sealed record PostOptions
{
    /// <summary>Attempts in all.</summary>
    public const int Attempts = 4;

    /// <summary>The longest that a receiver may ask to wait; for a longer time the message is given up.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>The longest one attempt may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>choo's version.</summary>
    public required string Version { get; init; }

    /// <summary>The clock of all time-outs and waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Spreads the waits.</summary>
    public Random Random { get; init; } = new();
}

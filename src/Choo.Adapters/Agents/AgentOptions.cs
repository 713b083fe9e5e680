namespace Choo.Adapters.Agents;

/// <summary>What all turns of a run have in common.</summary>
public sealed record AgentOptions
{
    /// <summary>Absolute path of the run's log folder; made when it is not there.</summary>
    public required string LogFolder { get; init; }

    /// <summary>The longest a turn may take.</summary>
    public TimeSpan TurnTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The longest an agent may print nothing; zero switches it off.</summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an agent that said it was finished may take to exit.</summary>
    public TimeSpan FinalGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The environment that agents' and requests' variables are put on; null means choo's own, filtered.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

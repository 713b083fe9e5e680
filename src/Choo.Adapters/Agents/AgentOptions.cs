using Choo.Adapters.Git;
using Choo.Adapters.Processes;
using Choo.Core.Secrets;

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

    /// <summary>The environment of an agent by its name, before its own variables and a request's.</summary>
    public Func<string, IReadOnlyDictionary<string, string>> Environment { get; init; } = static provider => ChildEnvironment.ForAgent(ChildEnvironment.Own(), provider, []);

    /// <summary>What keeps agents' git from moving what is not theirs; null leaves it as it is.</summary>
    public AgentHooks? Hooks { get; init; }

    /// <summary>Takes secrets out of logs and of what is kept of an output.</summary>
    public Redactor Redactor { get; init; } = Redactor.Shapes;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

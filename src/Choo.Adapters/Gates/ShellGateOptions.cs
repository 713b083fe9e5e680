using Choo.Adapters.Processes;
using Choo.Core.Secrets;

namespace Choo.Adapters.Gates;

/// <summary>How gates are run.</summary>
public sealed record ShellGateOptions
{
    /// <summary>Absolute path of the folder for whole outputs; its own name is the first part of the log's path in the evidence.</summary>
    public required string LogFolder { get; init; }

    /// <summary>The longest one gate may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest one setup or teardown command may take; null means as long as a gate.</summary>
    public TimeSpan? SetupTimeout { get; init; }

    /// <summary>How many run at once.</summary>
    public int Parallelism { get; init; } = System.Environment.ProcessorCount;

    /// <summary>The complete environment, before a request's own variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ChildEnvironment.ForGates(ChildEnvironment.Own(), []);

    /// <summary>Takes secrets out of logs and of what is kept of an output.</summary>
    public Redactor Redactor { get; init; } = Redactor.Shapes;

    /// <summary>The clock of time-outs and durations.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

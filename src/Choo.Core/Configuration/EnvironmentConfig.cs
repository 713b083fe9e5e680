using System.Collections.Immutable;

namespace Choo.Core.Configuration;

/// <summary><c>environment.*</c>: names of variables; one may end with <c>*</c>.</summary>
public sealed record EnvironmentConfig
{
    /// <summary><c>environment.agents</c>: passed to agents besides the list that all get.</summary>
    public ImmutableArray<string> Agents { get; init; } = [];

    /// <summary><c>environment.gates</c>: passed to gates, setup and teardown besides the list that all get.</summary>
    public ImmutableArray<string> Gates { get; init; } = [];

    /// <summary><c>environment.secrets</c>: variables whose values are secret although their names do not show it.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];
}

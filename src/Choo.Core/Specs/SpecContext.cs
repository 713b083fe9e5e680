namespace Choo.Core.Specs;

/// <summary>What has to be known to judge specs, beside the specs themselves.</summary>
public sealed record SpecContext
{
    /// <summary>Repository-relative path of the tasks folder, forward slashes, no slash at the end.</summary>
    public required string TasksDir { get; init; }

    /// <summary>Ids of archived units: a dependency on one counts as satisfied.</summary>
    public IReadOnlySet<string> ArchivedUnits { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Names of the agents that a plan's <c>provider:</c> may take.</summary>
    public required IReadOnlySet<string> KnownProviders { get; init; }
}

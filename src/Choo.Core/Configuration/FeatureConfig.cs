namespace Choo.Core.Configuration;

/// <summary><c>feature.*</c>: how the units of a feature are gathered.</summary>
public sealed record FeatureConfig
{
    /// <summary><c>feature.branch_prefix</c>: what a feature's branch begins with.</summary>
    public string BranchPrefix { get; init; } = "feature/";

    internal static FeatureConfig From(ConfigValues values) =>
        values.Text("feature", "branch_prefix") is { } prefix ? new FeatureConfig { BranchPrefix = prefix } : new FeatureConfig();
}

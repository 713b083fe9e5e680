namespace Choo.Core.Configuration;

/// <summary>Which agent does a unit's tasks, and who said so.</summary>
/// <param name="Name">The provider's name.</param>
/// <param name="Source">cli:--force-task-provider, unit:frontmatter, cli:--provider, env:…, config:.choo.yaml or default.</param>
public sealed record ProviderChoice(string Name, string Source)
{
    /// <summary>The first that is named: the force flag, the unit, the flag, the environment, the file; else claude.</summary>
    public static ProviderChoice Of(string? forced, string? unit, string? flag, ProviderConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return forced is not null ? new(forced, "cli:--force-task-provider")
            : unit is not null ? new(unit, "unit:frontmatter")
            : flag is not null ? new(flag, "cli:--provider")
            : config.Type is not null ? new(config.Type, config.TypeSource)
            : new("claude", "default");
    }

    /// <summary>The names that may be given, for a message.</summary>
    internal static string Names(ProviderConfig config) => string.Join(" or ", config.KnownNames.Order(StringComparer.Ordinal));
}

using Choo.Core.Agents;

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
            : new(AgentDialect.Claude.Name, "default");
    }

    /// <summary>The names that may be given, for a message: those that choo knows, then those of <c>provider.providers</c> or how to add one.</summary>
    internal static string Names(ProviderConfig config)
    {
        var own = config.KnownNames.Except(AgentDialect.KnownNames, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var known = string.Join(", ", AgentDialect.KnownNames);
        return own.Count == 0
            ? $"{known} or a name that provider.providers defines"
            : $"{known} or {string.Join(" or ", own)} (from provider.providers)";
    }
}

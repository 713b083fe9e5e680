using System.Collections.Immutable;
using System.Globalization;
using Choo.Core.Agents;
using Choo.Core.Diagnostics;

namespace Choo.Core.Configuration;

/// <summary>What the environment says over the file. CHOO_* names win over the earlier system's RALPH_* names; empty values count as absent.</summary>
public static class ConfigEnvironment
{
    /// <summary>Every variable that is read, for help texts.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "CHOO_PROVIDER", .. Commands("CHOO"), "CHOO_WORKTREE_BASE", "CHOO_LOG_LEVEL", "CHOO_PARALLELISM", "CHOO_TARGET_BRANCH",
        "RALPH_PROVIDER", .. Commands("RALPH"), "RALPH_WORKTREE_BASE", "RALPH_LOG_LEVEL",
    ];

    /// <summary>The configuration with the environment's values in it, and what is wrong with those.</summary>
    public static ConfigReading Apply(ChooConfig config, Func<string, string?> get)
    {
        ArgumentNullException.ThrowIfNull(config);
        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        config = WithProvider(config, get);
        if (Find(get, "PROVIDER") is { } type && !config.Provider.KnownNames.Contains(type.Value))
        {
            problems.Add(Bad(type, ProviderChoice.Names(config.Provider)));
        }

        config = AgentDialect.KnownNames.Aggregate(config, (all, name) => WithCommand(all, name, Find(get, CommandOf(name))));
        if (Find(get, "WORKTREE_BASE") is { } basePath)
        {
            if (ChooConfigReader.IsPlace(basePath.Value))
            {
                config = config with { Worktree = config.Worktree with { BasePath = basePath.Value.TrimEnd('/', '\\') } };
            }
            else
            {
                problems.Add(Bad(basePath, ChooConfigReader.Place));
            }
        }

        if (Find(get, "PARALLELISM") is { } parallelism)
        {
            if (int.TryParse(parallelism.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1)
            {
                config = config with { Parallelism = number };
            }
            else
            {
                problems.Add(Bad(parallelism, "a whole number of 1 or more"));
            }
        }

        if (Find(get, "TARGET_BRANCH") is { } target)
        {
            config = config with { TargetBranch = target.Value };
        }

        if (Find(get, "LOG_LEVEL") is { } level && level.Value is not ("debug" or "info" or "warn" or "error"))
        {
            problems.Add(Bad(level, "debug, info, warn or error"));
        }

        return new ConfigReading(config, problems.ToImmutable());
    }

    private static IEnumerable<string> Commands(string prefix) => AgentDialect.KnownNames.Select(name => $"{prefix}_{CommandOf(name)}");

    private static string CommandOf(string agent) => $"{agent.ToUpperInvariant()}_CMD";

    private static ChooConfig WithProvider(ChooConfig config, Func<string, string?> get) => Find(get, "PROVIDER") is { } provider
        ? config with { Provider = config.Provider with { Type = provider.Value, TypeSource = $"env:{provider.Name}" } }
        : config;

    private static ChooConfig WithCommand(ChooConfig config, string name, Variable? command)
    {
        if (command is null)
        {
            return config;
        }

        var entry = config.Provider.Providers.GetValueOrDefault(name) ?? new ProviderEntry();
        var providers = config.Provider.Providers.SetItem(name, entry with { Command = CommandLineText.Split(command.Value) });
        return config with { Provider = config.Provider with { Providers = providers } };
    }

    private static Variable? Find(Func<string, string?> get, string suffix)
    {
        foreach (var name in (string[])[$"CHOO_{suffix}", $"RALPH_{suffix}"])
        {
            if (get(name) is { Length: > 0 } value)
            {
                return new Variable(name, value);
            }
        }

        return null;
    }

    private static Diagnostic Bad(Variable variable, string wanted) =>
        DiagnosticCodes.EnvironmentBadValue.Because($"{variable.Name} must be {wanted} (got: {variable.Value})");

    private sealed record Variable(string Name, string Value);
}

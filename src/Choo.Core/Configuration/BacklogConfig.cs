using System.Collections.Immutable;
using Choo.Core.Priorities;

namespace Choo.Core.Configuration;

/// <summary><c>backlog.*</c>: the backlog of gaps and which of them may be picked.</summary>
public sealed record BacklogConfig
{
    /// <summary>The places that are looked at, in this order, where no path is configured.</summary>
    public static IReadOnlyList<string> UsualPaths { get; } = ["docs/gaps.yaml", "docs/gaps"];

    /// <summary><c>backlog.path</c>: a file, or a folder with a file a gap, relative to the repository; null for the first of <see cref="UsualPaths"/> that is there.</summary>
    public string? Path { get; init; }

    /// <summary><c>backlog.strict</c>: whether anything that is wrong with the backlog is an error.</summary>
    public bool IsStrict { get; init; }

    /// <summary><c>backlog.lowest_priority</c>: the least urgent priority that is picked.</summary>
    public UnitPriority Lowest { get; init; } = UnitPriority.P2;

    /// <summary><c>backlog.criteria_as_tasks</c>: whether each acceptance criterion of a gap is a task of its own.</summary>
    public bool CriteriaAsTasks { get; init; }

    /// <summary><c>backlog.domains.NAME.backpressure</c>: the gates of gaps that name none, by domain in lower case.</summary>
    public ImmutableDictionary<string, string> Gates { get; init; } = ImmutableDictionary<string, string>.Empty;

    internal static BacklogConfig From(ConfigValues values)
    {
        var defaults = new BacklogConfig();
        return new BacklogConfig
        {
            Path = values.Text("backlog", "path"),
            IsStrict = values.Flag("backlog", "strict") ?? defaults.IsStrict,
            Lowest = values.Text("backlog", "lowest_priority") is { } word && PriorityWords.Priority(word) is { } priority ? priority : defaults.Lowest,
            CriteriaAsTasks = values.Flag("backlog", "criteria_as_tasks") ?? defaults.CriteriaAsTasks,
            Gates = Domains(values),
        };
    }

    private static ImmutableDictionary<string, string> Domains(ConfigValues values)
    {
        var gates = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var entry in values.Entries("backlog", "domains"))
        {
            if (new ConfigValues(entry.Value).Text("backpressure") is { } gate && !string.IsNullOrWhiteSpace(gate))
            {
                gates[entry.Key.ToLowerInvariant()] = gate;
            }
        }

        return gates.ToImmutable();
    }
}

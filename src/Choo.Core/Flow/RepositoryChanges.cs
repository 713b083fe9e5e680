using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;

namespace Choo.Core.Flow;

/// <summary>How what all worktrees share differs between two moments.</summary>
/// <param name="Stash">Commits that vanished from the stash; new ones are nobody's loss.</param>
/// <param name="FormerConfig">What the shared settings were, when they changed; null too when there were none or either is unknown.</param>
/// <param name="Hooks">Paths of hooks that came, went or changed.</param>
public sealed record RepositoryChanges(ImmutableArray<string> Stash, string? FormerConfig, ImmutableArray<string> Hooks)
{
    /// <summary>What was done about settings and files.</summary>
    public PutBack PutBack { get; init; } = PutBack.Nothing;

    /// <summary>Why it could not be done; null when it could.</summary>
    public Diagnostic? Refusal { get; init; }

    /// <summary>The differences from one moment to a later one.</summary>
    public static RepositoryChanges Between(RepositorySnapshot before, RepositorySnapshot after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new(
            [.. before.Stash.Except(after.Stash, StringComparer.Ordinal)],
            before.Config is { Length: > 0 } && after.Config is not null && before.Config != after.Config ? before.Config : null,
            [.. before.Hooks.Except(after.Hooks).Concat(after.Hooks.Except(before.Hooks)).Select(each => each.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }
}

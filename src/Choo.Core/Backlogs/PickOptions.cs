using System.Collections.Immutable;
using Choo.Core.Priorities;

namespace Choo.Core.Backlogs;

/// <summary>Which gaps may be picked.</summary>
public sealed record PickOptions
{
    /// <summary>The least urgent priority that is picked.</summary>
    public UnitPriority Lowest { get; init; } = UnitPriority.P2;

    /// <summary>The kinds that are picked.</summary>
    public ImmutableArray<GapKind> Kinds { get; init; } = [GapKind.User];

    /// <summary>The domains that are picked, in any case; all when empty.</summary>
    public ImmutableArray<string> Domains { get; init; } = [];

    /// <summary>Above which share of the gaps closed last a domain waits behind the others of its priority.</summary>
    public double LargestShare { get; init; } = 0.8;

    /// <summary>How many of the gaps closed last are looked at for that; 0 switches it off.</summary>
    public int Window { get; init; } = 10;
}

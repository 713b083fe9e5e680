using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Text;

namespace Choo.Core.Specs;

/// <summary>What one folder gave: a unit, or the reason why there is none; and the problems inside it.</summary>
public sealed record UnitReading
{
    /// <summary>The folder's name.</summary>
    public required string Folder { get; init; }

    /// <summary>The unit, null when the folder was skipped.</summary>
    public Unit? Unit { get; init; }

    /// <summary>Where each of the unit's dependencies stands in the plan, in their order.</summary>
    public ImmutableArray<Position> DependsOnAt { get; init; } = [];

    /// <summary>Why the folder is not a unit, in a few words; null when it is one.</summary>
    public string? SkippedBecause { get; init; }

    /// <summary>Problems of this folder, in no order.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];
}

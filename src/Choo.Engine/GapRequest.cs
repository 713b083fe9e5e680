using System.Collections.Immutable;
using Choo.Core.Backlogs;
using Choo.Core.Priorities;

namespace Choo.Engine;

/// <summary>Which gaps of a backlog a run is to work on.</summary>
public sealed record GapRequest
{
    /// <summary>These gaps and what they depend on; empty for the next ones.</summary>
    public ImmutableArray<string> Ids { get; init; } = [];

    /// <summary>How many of the next ones; null for as many as run at once.</summary>
    public int? Most { get; init; }

    /// <summary>The backlog's file or folder as given, relative to the working folder; null for the configured one.</summary>
    public string? Path { get; init; }

    /// <summary>The least urgent priority; null for the configured one.</summary>
    public UnitPriority? Lowest { get; init; }

    /// <summary>Which gaps may be picked, but for the priority.</summary>
    public PickOptions Options { get; init; } = new();

    /// <summary>Whether anything that is wrong with the backlog is an error.</summary>
    public bool IsStrict { get; init; }
}

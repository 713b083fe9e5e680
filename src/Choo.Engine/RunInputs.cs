using System.Collections.Immutable;
using Choo.Adapters.Git;
using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Ports;
using Choo.Core.Specs;

namespace Choo.Engine;

/// <summary>All that was found before a run starts.</summary>
public sealed record RunInputs
{
    /// <summary>The repository.</summary>
    public required Repository Repository { get; init; }

    /// <summary>The configuration, environment included.</summary>
    public required ChooConfig Config { get; init; }

    /// <summary>Where worktrees lie.</summary>
    public required WorktreePlace Place { get; init; }

    /// <summary>Where work lands, and the commit whose specs are run.</summary>
    public required Target Target { get; init; }

    /// <summary>The feature whose branch the target is; null without one, and for a run that is resumed.</summary>
    public FeatureStart? Feature { get; init; }

    /// <summary>The tasks folder, or the backlog's file or folder, relative to the repository's root.</summary>
    public required string TasksDir { get; init; }

    /// <summary>Whether the units are gaps of a backlog.</summary>
    public bool OfBacklog { get; init; }

    /// <summary>Every unit of the commit.</summary>
    public required SpecSet Specs { get; init; }

    /// <summary>Where they come from.</summary>
    public required IUnitSource Source { get; init; }

    /// <summary>What the source has in the target's commit, with its texts; null for a new run, which compares them with nothing.</summary>
    public UnitsAtCommit? Read { get; init; }

    /// <summary>The units to run, their dependencies within the run, and their agents' names.</summary>
    public required ImmutableArray<PlannedUnit> Units { get; init; }

    /// <summary>Ids level by level.</summary>
    public required ImmutableArray<ImmutableArray<string>> Levels { get; init; }

    /// <summary>Agents by name.</summary>
    public required ImmutableDictionary<string, AgentCommand> Agents { get; init; }

    /// <summary>The agents that review, by name; empty when units are not reviewed.</summary>
    public required ImmutableDictionary<string, AgentCommand> Reviewers { get; init; }

    /// <summary>What must pass before a unit lands.</summary>
    public required ImmutableArray<Gate> Baseline { get; init; }

    /// <summary>The gate of tasks that name none.</summary>
    public required string DefaultBackpressure { get; init; }

    /// <summary>Slots.</summary>
    public required int Parallelism { get; init; }
}

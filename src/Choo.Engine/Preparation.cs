using System.Collections.Immutable;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Gates;
using Choo.Core.Planning;
using Choo.Core.Specs;

namespace Choo.Engine;

/// <summary>What came of getting ready: the inputs of a run, or why nothing can start; and what a person should know in any case.</summary>
/// <param name="Inputs">What a run starts with; null when the diagnostics have an error, and for a plan of the working tree.</param>
/// <param name="Diagnostics">Every problem that was found.</param>
internal sealed record Preparation(RunInputs? Inputs, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>What was found for a run that cannot start only because an agent is missing: target, specs and gates are as they should be.</summary>
    public RunInputs? WithoutAgents { get; init; }

    /// <summary>The configuration that holds, as far as it could be read.</summary>
    public ChooConfig Config { get; init; } = new();

    /// <summary>The branch to land on; for a plan of the working tree the one that is named, empty when none is.</summary>
    public string Target { get; init; } = "";

    /// <summary>The feature whose branch the target is; null without one.</summary>
    public FeatureStart? Feature { get; init; }

    /// <summary>The specs; null when they could not be read.</summary>
    public SpecSet? Specs { get; init; }

    /// <summary>The gaps that the run is to work on; null when units are those of specs.</summary>
    public ChosenGaps? Gaps { get; init; }

    /// <summary>The plan of the units asked for; null when the diagnostics have an error.</summary>
    public Plan? Plan { get; init; }

    /// <summary>The gates of what names none.</summary>
    public DefaultGates Gates { get; init; } = DefaultGates.From([]);

    public static Preparation Refused(params ReadOnlySpan<Diagnostic> problems) => new(null, [.. problems]);
}

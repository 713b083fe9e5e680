using System.Collections.Immutable;
using Choo.Core.Diagnostics;

namespace Choo.Core.Escalation;

/// <summary>What a person is told of one cause. <c>docs/schema/escalation.schema.json</c> describes it as JSON.</summary>
public sealed record EscalationMessage
{
    /// <summary>The version of the document.</summary>
    public int Schema { get; } = 1;

    /// <summary>32 hex digits: the same for the same cause in the same run, so that a receiver can tell a repetition.</summary>
    public required string Id { get; init; }

    /// <summary>Why a person is told.</summary>
    public required EscalationKind Kind { get; init; }

    /// <summary>How much it matters.</summary>
    public required Severity Severity { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The name of the repository's folder.</summary>
    public required string Repository { get; init; }

    /// <summary>The run's id; empty for a test.</summary>
    public required string Run { get; init; }

    /// <summary>The branch that work lands on; empty for a test.</summary>
    public required string Target { get; init; }

    /// <summary>The unit whose failure or wait is the cause; null when it is the run's.</summary>
    public string? Unit { get; init; }

    /// <summary>What happened, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>Why, and what to do.</summary>
    public required string Message { get; init; }

    /// <summary>The cause with its code and place; null when there is none.</summary>
    public Diagnostic? Diagnostic { get; init; }

    /// <summary>Units that cannot start because of it, ordinal by id.</summary>
    public ImmutableArray<string> Blocks { get; init; } = [];

    /// <summary>How the run's units ended; null unless the run is over.</summary>
    public EscalationCounts? Counts { get; init; }
}

using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Specs;

namespace Choo.Core.Flow;

/// <summary>All that is particular to one kind of turn.</summary>
internal sealed record TurnKind
{
    /// <summary>What its turns are for.</summary>
    public required TurnPurpose Purpose { get; init; }

    /// <summary>The task that they belong to; null when they belong to the whole unit.</summary>
    public SpecTask? Task { get; init; }

    /// <summary>The agent that takes them; null when it is the unit's own.</summary>
    public AgentCommand? Agent { get; init; }

    /// <summary>The number of the last attempt.</summary>
    public required int Attempts { get; init; }

    /// <summary>Makes an attempt's prompt.</summary>
    public required Func<TurnAttempt, CancellationToken, Task<string>> PromptAsync { get; init; }

    /// <summary>Looks at what a turn left, whatever its outcome, and commits what is accepted. HEAD stands at the unit's tip by then.</summary>
    public required Func<AgentDone, CancellationToken, Task<TurnJudgement>> JudgeAsync { get; init; }

    /// <summary>The events of an attempt that was accepted, by its number.</summary>
    public Func<int, ImmutableArray<EventData>> ReportAccepted { get; init; } = _ => [];

    /// <summary>The events of an attempt that was not accepted: its number, why, and whether another follows.</summary>
    public Func<int, TurnFailure, bool, ImmutableArray<EventData>> ReportRejected { get; init; } = (_, _, _) => [];

    /// <summary>Why the unit fails when the last attempt was not accepted.</summary>
    public required Func<FailedAttempt?, Diagnostic> Exhausted { get; init; }
}

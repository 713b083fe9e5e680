using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.Events;
using Choo.Core.Gates;

namespace Choo.Views.Pages;

/// <summary>Something that was done for a unit: an agent's turn with the gate that judged it, a proof, or what else happened.</summary>
/// <param name="Title">What it is: <c>Task 1 “Parse”, attempt 2</c>.</param>
/// <param name="Time">When it began.</param>
internal sealed record UnitStep(string Title, DateTimeOffset Time)
{
    /// <summary>The agent's turn; null where none was started.</summary>
    public AgentInvoked? Turn { get; init; }

    /// <summary>How the turn ended; null while it goes on.</summary>
    public AgentOutcome? Outcome { get; init; }

    /// <summary>Why the work was not accepted, in a line; null where it was, or is not judged yet.</summary>
    public string? Refusal { get; init; }

    /// <summary>The gates that judged it.</summary>
    public ImmutableArray<Evidence> Gates { get; init; } = [];

    /// <summary>What else is to be said, line by line.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Whether it did not end as it should.</summary>
    public bool IsBad => Refusal is not null || Outcome is { Verdict: not AgentVerdict.Finished } || Gates.Any(gate => !gate.Passed);
}

using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>Where a session begins.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="State">The state: that of a run that has just begun, or the one to go on from.</param>
/// <param name="LastSeq">The newest sequence number in the journal, 0 for a new run.</param>
/// <param name="ExcludesFile">Ignore patterns of choo's own commits.</param>
internal sealed record SessionStart(string Run, RunState State, long LastSeq, string ExcludesFile)
{
    /// <summary>The events of the run's earlier starts when it is resumed; to be read once.</summary>
    public IEnumerable<RunEvent> Events { get; init; } = [];

    /// <summary>Problems that were found before and that the journal is to have.</summary>
    public ImmutableArray<Diagnostic> Notes { get; init; } = [];

    /// <summary>Whether the run has no earlier start.</summary>
    public bool IsNew => LastSeq == 0;
}

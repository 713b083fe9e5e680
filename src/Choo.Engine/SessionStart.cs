using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>Where a session begins.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="State">The state to go on from, null for a new run.</param>
/// <param name="LastSeq">The newest sequence number in the journal.</param>
/// <param name="ExcludesFile">Ignore patterns of choo's own commits.</param>
internal sealed record SessionStart(string Run, RunState? State, long LastSeq, string ExcludesFile)
{
    /// <summary>The events of the run's earlier starts when it is resumed; to be read once.</summary>
    public IEnumerable<RunEvent> Events { get; init; } = [];
}

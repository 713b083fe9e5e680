namespace Choo.Core.Escalation;

/// <summary>How many units ended how.</summary>
/// <param name="Complete">Units that landed.</param>
/// <param name="Failed">Units that failed.</param>
/// <param name="Blocked">Units that could not start because of others.</param>
/// <param name="Waiting">Units that wait for a person.</param>
public sealed record EscalationCounts(int Complete, int Failed, int Blocked, int Waiting);

using System.Collections.Immutable;

namespace Choo.Core.Escalation;

/// <summary>A message and where it goes.</summary>
/// <param name="Message">The message.</param>
/// <param name="Channels">The names of the channels that do not have it yet; at least one.</param>
public sealed record DueEscalation(EscalationMessage Message, ImmutableArray<string> Channels);

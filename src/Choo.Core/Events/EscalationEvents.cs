namespace Choo.Core.Events;

/// <summary>A person was told by another way than the terminal: a channel took the message.</summary>
/// <param name="Channel">slack, webhook or command.</param>
/// <param name="Id">The message's id: the same for the same cause in the same run.</param>
/// <param name="Title">What it said, in a few words.</param>
public sealed record EscalationSent(string Channel, string Id, string Title) : EventData("escalation.sent");

namespace Choo.Core.Gates;

/// <summary>Where evidence that is used again was recorded first.</summary>
/// <param name="Run">The id of the run in which the gate ran.</param>
/// <param name="Seq">The number of the event that recorded it there.</param>
/// <param name="Digest">SHA-256 of that event's line in the journal, without the line feed, hex.</param>
public sealed record EvidenceSource(string Run, long Seq, string Digest);

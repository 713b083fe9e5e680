namespace Choo.Core.Proofs;

/// <summary>A proof that a journal of this repository has, as the index of proofs names it.</summary>
/// <param name="Key">The digest of its <see cref="ProofKey"/>.</param>
/// <param name="Passed">Whether every gate passed.</param>
/// <param name="Run">The run's id.</param>
/// <param name="Seq">The event's number in its journal.</param>
/// <param name="Digest">SHA-256 of the event's line, without the line feed, hex.</param>
public sealed record RecordedProof(string Key, bool Passed, string Run, long Seq, string Digest);

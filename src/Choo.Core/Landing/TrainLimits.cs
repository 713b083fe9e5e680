namespace Choo.Core.Landing;

/// <summary>What bounds a train.</summary>
/// <param name="Proofs">How many proofs run at once, 1 or more.</param>
/// <param name="Batch">How many units one proof may cover, 1 or more.</param>
/// <param name="Rounds">How often a proved unit is merged anew because somebody else moved the target, before the train gives it up.</param>
/// <param name="Linger">How long a proof that could begin waits for more units to cover, while others are about to come and nobody waits for its own.</param>
public sealed record TrainLimits(int Proofs, int Batch = 1, int Rounds = 20, TimeSpan Linger = default);

namespace Choo.Core.Landing;

/// <summary>What bounds a train.</summary>
/// <param name="Proofs">How many proofs run at once, 1 or more.</param>
/// <param name="Batch">How many units one proof may cover, 1 or more.</param>
/// <param name="Rounds">How often a proved unit is merged anew because somebody else moved the target, before the train gives it up.</param>
public sealed record TrainLimits(int Proofs, int Batch = 1, int Rounds = 20);

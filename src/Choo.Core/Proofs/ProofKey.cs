using System.Collections.Immutable;

namespace Choo.Core.Proofs;

/// <summary>All that the outcome of a proof can depend on and choo can know: two proofs of equal keys are expected to end the same way.</summary>
/// <param name="Tree">The git tree that is proved.</param>
/// <param name="Commands">The gates' commands in their order; each runs in the root of the tree.</param>
/// <param name="Conditions">The digest of <see cref="ProofConditions"/>.</param>
public sealed record ProofKey(string Tree, ImmutableArray<string> Commands, string Conditions)
{
    /// <summary>SHA-256 over all parts, hex.</summary>
    public string Digest() => PartsDigest.Of([Tree, Conditions, .. Commands]);
}

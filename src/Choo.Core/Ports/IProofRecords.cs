using System.Collections.Immutable;
using Choo.Core.Gates;

namespace Choo.Core.Ports;

/// <summary>Proofs of this repository's earlier runs.</summary>
public interface IProofRecords
{
    /// <summary>The digest of what proofs run under now, hex.</summary>
    string Conditions { get; }

    /// <summary>
    /// What the gates, in this order, said of a tree before, with their tests' results, where the record of it is whole; null when they have
    /// to run.
    /// </summary>
    ImmutableArray<Evidence>? Find(string tree, ImmutableArray<Gate> gates);
}

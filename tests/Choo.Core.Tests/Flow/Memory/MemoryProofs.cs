using System.Collections.Concurrent;
using System.Collections.Immutable;
using Choo.Core.Gates;
using Choo.Core.Ports;

namespace Choo.Core.Tests.Flow.Memory;

/// <summary>Proofs of earlier runs: every tree for which a condition holds, by whatever gates.</summary>
internal sealed class MemoryProofs(Func<string, bool> isKnown) : IProofRecords
{
    /// <summary>What was asked for.</summary>
    public ConcurrentQueue<(string Tree, ImmutableArray<string> Commands)> Asked { get; } = new();

    public string Conditions => "conditions";

    public ImmutableArray<Evidence>? Find(string tree, ImmutableArray<Gate> gates)
    {
        Asked.Enqueue((tree, [.. gates.Select(gate => gate.Command)]));
        return !isKnown(tree) ? null : [.. gates.Select(gate => new Evidence
        {
            Gate = gate.Name,
            Command = gate.Command,
            Tree = tree,
            ExitCode = 0,
            DurationMs = 1,
            OutputDigest = "",
            Log = "../earlier/logs/gate.log",
            Reused = new EvidenceSource("earlier", 1, "digest"),
        })];
    }
}

using System.Collections.Immutable;
using Choo.Adapters.Gates;
using Choo.Adapters.Journal;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Ports;
using Choo.Core.Proofs;

namespace Choo.Engine;

/// <summary>
/// Finds proofs of earlier runs by the index, and adds this run's to it. The index is read once, before an agent of this start works: an
/// agent that writes there cannot make a proof of its own work pass. What it names is believed only as far as its journal line, log and test
/// results have the digests that were recorded.
/// </summary>
internal sealed class ProofRecords : IProofRecords
{
    /// <summary>How many folders of test results of units' proofs stay in the run's folder: those of its newest proofs, which the next run may want.</summary>
    private const int KeptResults = 8;

    private readonly RunFolders folders;
    private readonly string run;
    private readonly ProofIndex index;
    private readonly ImmutableArray<RecordedProof> known;
    private readonly RecordedEvidence recorded;
    private readonly HashSet<(string Key, string? Log)> added = [];
    private readonly List<string> results = [];

    public ProofRecords(RunFolders folders, string run, ProofConditions conditions)
    {
        (this.folders, this.run, Conditions) = (folders, run, conditions.Digest());
        index = new ProofIndex(folders.ChooDir);
        known = index.Read();
        recorded = new RecordedEvidence(folders, run);
    }

    /// <inheritdoc/>
    public string Conditions { get; }

    /// <inheritdoc/>
    public ImmutableArray<Evidence>? Find(string tree, ImmutableArray<Gate> gates)
    {
        var wanted = new ProofKey(tree, [.. gates.Select(gate => gate.Command)], Conditions);
        if (ProofReuse.Choose(wanted, known) is not { } record
            || new EvidenceFiles(folders, run).JournalOf(new EvidenceSource(record.Run, record.Seq, record.Digest)) is not { } journal
            || JournalLine.Find(journal, record.Seq, record.Digest) is not { } e
            || ProofReuse.Evidence(wanted, record, e) is not { } told)
        {
            return null;
        }

        var all = told.Zip(gates, (evidence, gate) => recorded.Read(FromHere(evidence, gate, record.Run))).ToArray();
        return all.All(each => each is not null) ? [.. all.OfType<Evidence>()] : null;
    }

    /// <summary>To be called with every event that the journal has and its line there, one at a time.</summary>
    public void OnWritten(RunEvent e, ReadOnlyMemory<byte> line)
    {
        ImmutableArray<Evidence>? told = e.Data switch
        {
            BaselinePassed { Conditions: not null } passed => passed.Evidence,
            BaselineFailed { Conditions: not null } failed => failed.Evidence,
            _ => null,
        };
        if (told is not { } gates)
        {
            return;
        }

        // A proof of several units is an event of each: one is enough to find it by.
        if (ProofReuse.Of(e, JournalLine.DigestOf(line.Span)) is { } proof && added.Add((proof.Key, gates[0].Log)))
        {
            index.Add(proof);
        }

        if (e.Unit is not null)
        {
            Drop(gates);
        }
    }

    /// <summary>Evidence of a run with paths as seen from this run's folder.</summary>
    private Evidence FromHere(Evidence evidence, Gate gate, string source) => evidence with
    {
        Gate = gate.Name,
        Log = evidence.Log is null ? null : From(source, evidence.Log),
        ResultsFolder = evidence.ResultsFolder is null ? null : From(source, evidence.ResultsFolder),
    };

    private string From(string source, string path) => source == run ? path : $"../{source}/{path}";

    /// <summary>Test results of units' proofs take room, and only those of a tree that is proved again are read: the oldest go.</summary>
    private void Drop(ImmutableArray<Evidence> told)
    {
        results.AddRange([.. told.Where(each => each.Reused is null).Select(each => each.ResultsFolder).OfType<string>().Except(results)]);
        while (results.Count > KeptResults)
        {
            ResultFiles.Delete(Path.Combine(folders.Of(run), results[0]));
            results.RemoveAt(0);
        }
    }
}

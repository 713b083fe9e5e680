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
    private readonly List<string> results = [];

    public ProofRecords(RunFolders folders, string run, ProofConditions conditions)
    {
        (this.folders, this.run, Conditions) = (folders, run, conditions.Digest());
        index = new ProofIndex(folders.ChooDir);
        known = index.Read();
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

        var all = told.Zip(gates, (evidence, gate) => Whole(evidence, gate, record.Run)).ToArray();
        return all.All(each => each is not null) ? [.. all.OfType<Evidence>()] : null;
    }

    /// <summary>To be called with every event that the journal has, one at a time.</summary>
    public void OnEvent(RunEvent e)
    {
        if (e.Data is not (BaselinePassed { Conditions: not null } or BaselineFailed { Conditions: not null }))
        {
            return;
        }

        if (ProofReuse.Of(e, JournalLine.DigestOf(e)) is { } proof)
        {
            index.Add(proof);
        }

        if (e.Unit is not null)
        {
            Drop(e.Data);
        }
    }

    /// <summary>Evidence with its files as seen from this run's folder; null where one of them is not what was recorded.</summary>
    private Evidence? Whole(Evidence evidence, Gate gate, string source)
    {
        if (evidence.Log is not { } log || new EvidenceFiles(folders, source).DigestOf(log) != evidence.OutputDigest)
        {
            return null;
        }

        var there = evidence.ResultsFolder is { } folder ? Path.Combine(folders.Of(source), "logs", Path.GetFileName(folder)) : null;
        if (there is not null && (evidence.ResultsDigest is null || ResultFiles.DigestOf(there) != evidence.ResultsDigest))
        {
            return null;
        }

        var found = there is null ? null : ResultFiles.Read(there);
        return found is { IsWhole: false } ? null : evidence with
        {
            Gate = gate.Name,
            Log = From(source, log),
            ResultsFolder = evidence.ResultsFolder is null ? null : From(source, evidence.ResultsFolder),
            Results = found,
        };
    }

    private string From(string source, string path) => source == run ? path : $"../{source}/{path}";

    /// <summary>Test results of units' proofs take room, and only those of a tree that is proved again are read: the oldest go.</summary>
    private void Drop(EventData data)
    {
        var told = data is BaselinePassed passed ? passed.Evidence : ((BaselineFailed)data).Evidence;
        results.AddRange([.. told.Where(each => each.Reused is null).Select(each => each.ResultsFolder).OfType<string>().Except(results)]);
        while (results.Count > KeptResults)
        {
            ResultFiles.Delete(Path.Combine(folders.Of(run), results[0]));
            results.RemoveAt(0);
        }
    }
}

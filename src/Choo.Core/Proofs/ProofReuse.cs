using System.Collections.Immutable;
using Choo.Core.Events;
using Choo.Core.Gates;

namespace Choo.Core.Proofs;

/// <summary>Decides which recorded proof answers for one that is wanted.</summary>
public static class ProofReuse
{
    /// <summary>
    /// The newest recorded proof of the same key; null when there is none. A key that failed as well is not answered: what passes only
    /// sometimes has to pass again.
    /// </summary>
    /// <param name="wanted">What is to be proved.</param>
    /// <param name="records">Recorded proofs, oldest first.</param>
    public static RecordedProof? Choose(ProofKey wanted, IEnumerable<RecordedProof> records)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var key = wanted.Digest();
        var same = records.Where(each => each.Key == key).ToArray();
        return same.All(each => each.Passed) ? same.LastOrDefault() : null;
    }

    /// <summary>The proof in an event; null when it has none that may be looked for later.</summary>
    /// <param name="e">The event.</param>
    /// <param name="digest">SHA-256 of its line in the journal.</param>
    public static RecordedProof? Of(RunEvent e, string digest)
    {
        ArgumentNullException.ThrowIfNull(e);
        return KeyOf(e) is { } key ? new RecordedProof(key.Digest(), e.Data is BaselinePassed, e.Run, e.Seq, digest) : null;
    }

    /// <summary>
    /// What the gates of a wanted proof said, by the event that an index names; null when the event does not answer for it. Where the
    /// files are is as the event has it.
    /// </summary>
    public static ImmutableArray<Evidence>? Evidence(ProofKey wanted, RecordedProof record, RunEvent e)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(e);
        var answers = e.Data is BaselinePassed && e.Run == record.Run && e.Seq == record.Seq && KeyOf(e) is { } key && key.Digest() == wanted.Digest();
        return answers ? [.. Gates(e).Select(each => each with { Reused = new EvidenceSource(record.Run, record.Seq, record.Digest) })] : null;
    }

    private static ProofKey? KeyOf(RunEvent e)
    {
        var (conditions, isSound) = e.Data switch
        {
            BaselinePassed passed => (passed.Conditions, !passed.Evidence.IsDefault && passed.Evidence.All(IsPlainlyGreen)),
            BaselineFailed failed => (failed.Conditions, !failed.Evidence.IsDefault),
            _ => (null, false),
        };
        var gates = isSound ? Gates(e) : [];
        return conditions is null || gates.IsEmpty || gates.Any(each => each.Tree != gates[0].Tree)
            ? null
            : new ProofKey(gates[0].Tree, [.. gates.Select(each => each.Command)], conditions);
    }

    /// <summary>Known failures are excused by the target of one run alone, and what was reused is answered by its source.</summary>
    private static bool IsPlainlyGreen(Evidence evidence) =>
        evidence is { Passed: true, ExitCode: 0, Log: not null, Reused: null } && evidence.KnownFailures.IsDefaultOrEmpty;

    /// <summary>The target's proof lists its setup commands too, which the conditions cover.</summary>
    private static ImmutableArray<Evidence> Gates(RunEvent e)
    {
        var all = e.Data switch
        {
            BaselinePassed passed => passed.Evidence,
            BaselineFailed failed => failed.Evidence,
            _ => [],
        };
        return e.Unit is null ? [.. all.Where(each => each.Gate != "setup")] : all;
    }
}

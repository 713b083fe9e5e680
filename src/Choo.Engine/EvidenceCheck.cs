using System.Collections.Immutable;
using Choo.Adapters.Git;
using Choo.Adapters.Journal;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Proofs;

namespace Choo.Engine;

/// <summary>Checks a bundle against git, the journal and the logs; every difference is reported.</summary>
internal sealed class EvidenceCheck(Repository repository, EvidenceFiles files, EvidenceBundle bundle, string path)
{
    private readonly ImmutableArray<Diagnostic>.Builder problems = ImmutableArray.CreateBuilder<Diagnostic>();

    public async Task<ImmutableArray<Diagnostic>> RunAsync(string unit, CancellationToken cancellationToken)
    {
        if (bundle.Unit != unit || bundle.Run != files.Run)
        {
            Report($"it is the evidence of {bundle.Unit} in run {bundle.Run}, not of {unit} in run {files.Run}");
        }

        await CheckGitAsync(cancellationToken).ConfigureAwait(false);
        CheckProof();
        CheckJournal();
        foreach (var gate in bundle.Gates)
        {
            CheckLog(gate);
            CheckSource(gate);
        }

        return problems.ToImmutable();
    }

    private async Task CheckGitAsync(CancellationToken cancellationToken)
    {
        if (!await CommitIsThereAsync(bundle.Commit, cancellationToken).ConfigureAwait(false)
            | !await CommitIsThereAsync(bundle.ProvedCommit, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var tree = await repository.Git.TryAsync(cancellationToken, "rev-parse", "--verify", "--quiet", $"{bundle.ProvedCommit}^{{tree}}").ConfigureAwait(false);
        if (tree.Text.Trim() != bundle.ProvedTree)
        {
            Report($"the tree of {bundle.ProvedCommit} is {tree.Text.Trim()}, not {bundle.ProvedTree}");
        }

        if (!await repository.ContainsAsync(bundle.ProvedCommit, bundle.Commit, cancellationToken).ConfigureAwait(false))
        {
            Report($"the proved commit {bundle.ProvedCommit} does not contain {bundle.Commit}");
        }

        if (await repository.CommitOfBranchAsync(bundle.Branch, cancellationToken).ConfigureAwait(false) is not { } tip)
        {
            Report($"the branch {bundle.Branch} is gone");
        }
        else if (!await repository.ContainsAsync(tip, bundle.ProvedCommit, cancellationToken).ConfigureAwait(false))
        {
            Report($"{bundle.Branch} does not contain {bundle.ProvedCommit}");
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<bool> CommitIsThereAsync(string commit, CancellationToken cancellationToken)
    {
        // An id and nothing else: a bundle must not name a branch that happens to fit.
        var known = commit.Length is 40 or 64 && commit.All(char.IsAsciiHexDigitLower)
            && (await repository.Git.TryAsync(cancellationToken, "cat-file", "-e", $"{commit}^{{commit}}").ConfigureAwait(false)).Succeeded;
        if (!known)
        {
            Report($"there is no commit {commit}");
        }

        return known;
    }

    private void CheckProof()
    {
        var proof = bundle.Proof().ToArray();
        if (proof.Length == 0)
        {
            Report($"no gate ran on the tree {bundle.ProvedTree}");
        }

        foreach (var red in proof.Where(gate => !gate.Passed || gate.TimedOut))
        {
            Report($"{red.Gate} (`{red.Command}`) did not pass on the tree {bundle.ProvedTree}");
        }
    }

    private void CheckJournal()
    {
        var journal = new JournalReader(files.Folders.Journal(files.Run));
        var isComplete = false;
        var told = GateRuns.Of(journal.Events().Select(e =>
        {
            isComplete |= e.Unit == bundle.Unit && e.Data is UnitCompleted completed && completed.Commit == bundle.Commit;
            return e;
        })).Select(Essence).ToHashSet();
        if (journal.Problem is { } problem)
        {
            problems.Add(problem);
            return;
        }

        if (!isComplete)
        {
            Report($"the journal does not record that {bundle.Unit} completed as {bundle.Commit}");
        }

        foreach (var gate in bundle.Gates.Where(gate => !told.Contains(Essence(gate))))
        {
            Report($"the journal does not record this run of {gate.Gate} (`{gate.Command}`) on the tree {gate.Tree} with exit code {gate.ExitCode}");
        }
    }

    private static (string Command, string Tree, int ExitCode, bool Passed, string Digest, EvidenceSource? Reused) Essence(GateRun gate) =>
        (gate.Command, gate.Tree, gate.ExitCode, gate.Passed, gate.OutputDigest, gate.Reused);

    /// <summary>What was used again has to stand in the journal that it is from.</summary>
    private void CheckSource(GateRun gate)
    {
        if (gate.Reused is not { } source)
        {
            return;
        }

        var e = files.JournalOf(source) is { } journal ? JournalLine.Find(journal, source.Seq, source.Digest) : null;
        if (e is null || GateRuns.Of([e]).All(each => Essence(each) != Essence(gate) with { Reused = null }))
        {
            Report($"the journal of run {source.Run} does not record this run of {gate.Gate} (`{gate.Command}`) on the tree {gate.Tree}, which it is said to be from");
        }
    }

    private void CheckLog(GateRun gate)
    {
        if (gate.Log is null || gate.LogDigest is null)
        {
            Report($"the output of {gate.Gate} (`{gate.Command}`) was not kept");
            return;
        }

        var shown = Path.GetRelativePath(repository.Root, files.LogFile(gate.Log, gate.Reused) ?? gate.Log).Replace('\\', '/');
        var now = files.DigestOf(gate.Log, gate.Reused);
        if (now != gate.LogDigest)
        {
            var what = now is null ? "it cannot be read" : $"its SHA-256 is {now}, not {gate.LogDigest}";
            problems.Add(DiagnosticCodes.EvidenceBroken.At(shown, 0, 0, $"this is not the log that {gate.Gate} wrote for {bundle.Unit}: {what}"));
        }
    }

    private void Report(string message) => problems.Add(DiagnosticCodes.EvidenceBroken.At(path, 0, 0, message));
}

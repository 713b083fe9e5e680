using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Choo.Adapters.Files;
using Choo.Adapters.Git;
using Choo.Adapters.Journal;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Ports;
using Choo.Core.Proofs;

namespace Choo.Engine;

/// <summary>
/// Writes a unit's bundle when it is complete, beside the run's way: nobody waits for it but the run's end. All of it is in the
/// journal and in git, so a bundle that a crash prevented is written by the next resume.
/// </summary>
internal sealed class EvidenceWriter(GitObjects store, RunFolders folders, string run, string target)
{
    private readonly EvidenceFiles files = new(folders, run);
    private readonly Dictionary<string, List<RunEvent>> open = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> writing = [];
    private readonly ConcurrentBag<Diagnostic> problems = [];

    /// <summary>Takes in an event of a resumed run's earlier starts.</summary>
    public void Seed(RunEvent e) => OnEvent(e, seeding: true);

    /// <summary>To be called with every event, one at a time.</summary>
    public void OnEvent(RunEvent e) => OnEvent(e, seeding: false);

    /// <summary>Waits until all are written; what could not be.</summary>
    public async Task<IReadOnlyCollection<Diagnostic>> SettleAsync()
    {
        await Task.WhenAll(writing).ConfigureAwait(false);
        return problems;
    }

    private void OnEvent(RunEvent e, bool seeding)
    {
        if (e.Unit is not { } unit || !GateRuns.Concerns(e.Data))
        {
            return;
        }

        if (!open.TryGetValue(unit, out var told))
        {
            open[unit] = told = [];
        }

        told.Add(e);
        if (e.Data is not UnitCompleted completed)
        {
            return;
        }

        open.Remove(unit);
        if (!seeding || !File.Exists(files.Json(unit)))
        {
            writing.Add(Task.Run(() => TryWriteAsync(e, completed, told)));
        }
    }

    private async Task TryWriteAsync(RunEvent e, UnitCompleted completed, List<RunEvent> told)
    {
        try
        {
            Write(await BuildAsync(e, completed, told).ConfigureAwait(false));
        }
        catch (PortException refused)
        {
            problems.Add(refused.Diagnostic with { Severity = Severity.Warning });
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            problems.Add(DiagnosticCodes.CannotWrite.At(files.Json(e.Unit!), 0, 0, $"the evidence of {e.Unit} could not be written: {refused.Message}") with { Severity = Severity.Warning });
        }
    }

    private async Task<EvidenceBundle> BuildAsync(RunEvent e, UnitCompleted completed, List<RunEvent> told)
    {
        var landing = told.Select(each => each.Data).OfType<UnitLanding>().LastOrDefault(each => each.Commit == completed.Commit);
        var head = landing?.Head ?? completed.Commit;
        var began = completed.Branch is null ? $"{completed.Commit}^1" : told.Select(each => each.Data).OfType<UnitPrepared>().FirstOrDefault()?.Tip ?? $"{completed.Commit}^1";
        var tree = await store.TreeOfAsync(head).ConfigureAwait(false);
        var gates = GateRuns.Of(told);
        if (gates.All(gate => gate.Tree != tree))
        {
            gates = gates.AddRange(OfOthers(tree));
        }

        return new EvidenceBundle
        {
            Run = run,
            Unit = e.Unit!,
            Branch = completed.Branch ?? target,
            Commit = completed.Commit,
            ProvedCommit = head,
            ProvedTree = tree,
            Time = e.Time,
            Gates = [.. gates.Select(gate => gate with { LogDigest = gate.Log is null ? null : files.DigestOf(gate.Log, gate.Reused) })],
            Accepted = [.. told.Select(each => each.Data).OfType<TestsAccepted>().SelectMany(each => each.Changes)],
            Allowed = told.Select(each => each.Data).OfType<TestsAllowed>().LastOrDefault()?.Changes ?? [],
            NewTests = told.Select(each => each.Data).OfType<NewTestsChecked>().LastOrDefault()?.ToString(),
            Changes = Parse(await store.CountsAsync(
                await store.TreeOfAsync(began).ConfigureAwait(false), await store.TreeOfAsync(completed.Commit).ConfigureAwait(false)).ConfigureAwait(false)),
        };
    }

    /// <summary>After a crash between a landing and its record, only the first unit of the batch recorded the proof.</summary>
    private IEnumerable<GateRun> OfOthers(string tree) =>
        GateRuns.Of(new JournalReader(folders.Journal(run)).Events()).Where(gate => gate.Tree == tree).Select(gate => gate with { Stage = "landing", Task = null });

    // 12 TAB 3 TAB path NUL; for a binary file - TAB - TAB path NUL
    private static ChangeStat Parse(string numstat)
    {
        var stats = ImmutableArray.CreateBuilder<FileStat>();
        foreach (var entry in numstat.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split('\t', 3);
            stats.Add(new FileStat(parts[2], Number(parts[0]), Number(parts[1])));
        }

        return new ChangeStat(stats.Sum(file => file.Insertions ?? 0), stats.Sum(file => file.Deletions ?? 0), stats.ToImmutable());
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Both forms, each whole or not at all.</summary>
    private void Write(EvidenceBundle bundle)
    {
        OwnFolder.Create(files.Folder);
        Replace(files.Markdown(bundle.Unit), System.Text.Encoding.UTF8.GetBytes(EvidenceText.Markdown(bundle)));
        Replace(files.Json(bundle.Unit), EvidenceJson.Write(bundle));
    }

    private static void Replace(string file, byte[] content)
    {
        var draft = file + ".new";
        OwnFile.Write(draft, content);
        File.Move(draft, file, overwrite: true);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Choo.Adapters.Git;
using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>A crash can come between a turn's end or a commit and the journal's knowing of it: logs and git are asked, and the journal completed, so that no turn is paid twice.</summary>
internal sealed class Reconciliation(Repository repository, string run, string logFolder)
{
    private const string Format =
        "--format=%H%x00%T%x00%(trailers:key=Choo-Run,valueonly)%x00%(trailers:key=Choo-Unit,valueonly)%x00%(trailers:key=Choo-Task,valueonly)%x00%s%x00%P%x01";

    /// <summary>Records what is missing; each event is in the state when <paramref name="record"/> returns.</summary>
    public async Task CompleteAsync(RunState state, Func<string, int?, EventData, Task> record, CancellationToken cancellationToken)
    {
        foreach (var (unit, task, done) in LoggedTurns.Find(state, logFolder).ToArray())
        {
            await record(unit, task, done).ConfigureAwait(false);
        }

        if (!state.Started.NoMerge)
        {
            await CompleteLandedAsync(state, record, cancellationToken).ConfigureAwait(false);
        }

        var prefix = ChooRefs.Run(run);
        var refs = await repository.Git.RunAsync(cancellationToken, "for-each-ref", "--format=%(refname)%00%(objectname)%00%(symref)", prefix).ConfigureAwait(false);
        var commits = refs.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\0')).Where(parts => parts[2].Length == 0)
            .ToDictionary(parts => parts[0][prefix.Length..], parts => parts[1], StringComparer.Ordinal);
        foreach (var unit in state.Units.Where(unit => unit.State != UnitState.Complete))
        {
            var commit = commits.GetValueOrDefault(unit.Id) ?? await PublishedAsync(state, unit, cancellationToken).ConfigureAwait(false);
            if (commit is null || commit == unit.Tip)
            {
                continue;
            }

            if (unit.Tip is null)
            {
                // What it began from is lost too: the newest commit of the target that it has.
                var began = await repository.Git.RunAsync(cancellationToken, "merge-base", commit, $"refs/heads/{state.Started.Target}").ConfigureAwait(false);
                await record(unit.Id, null, new UnitPrepared(began, began, "")).ConfigureAwait(false);
            }

            await CompleteAsync(unit, $"{unit.Tip}..{commit}", record, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Units whose merge the target has: the journal may have lost its end, and with it that they landed. They are complete with the merge that
    /// is there; nothing is merged or paid for again.
    /// </summary>
    private async Task CompleteLandedAsync(RunState state, Func<string, int?, EventData, Task> record, CancellationToken cancellationToken)
    {
        var open = state.Units.Where(unit => unit.State != UnitState.Complete).ToDictionary(unit => unit.Id, StringComparer.Ordinal);
        var range = $"{state.Started.Base}..refs/heads/{state.Started.Target}";
        var entries = open.Count == 0 ? [] : await EntriesAsync(range, cancellationToken).ConfigureAwait(false);
        var landings = entries.Where(each => open.ContainsKey(each.Unit) && each.Task is null && each.Subject == $"Merge unit {each.Unit}")
            .GroupBy(each => each.Unit, StringComparer.Ordinal).Select(group => group.Last());
        foreach (var landing in landings)
        {
            var unit = open[landing.Unit];
            foreach (var task in entries.Where(each => each.Unit == unit.Id && each.Task is { } number && !unit.Committed.Contains(number)))
            {
                await record(unit.Id, task.Task, new TaskCommitted(task.Commit, task.Tree, 0)).ConfigureAwait(false);
            }

            await record(unit.Id, null, new UnitMerged(landing.Commit, state.Started.Target, landing.Parents[^1], [])).ConfigureAwait(false);
            await record(unit.Id, null, new UnitCompleted(landing.Commit, null)).ConfigureAwait(false);
        }
    }

    /// <summary>The commit of a unit's own branch, when this run made it: a run that ended has no other ref of it.</summary>
    private async Task<string?> PublishedAsync(RunState state, UnitProgress unit, CancellationToken cancellationToken)
    {
        var range = $"{state.Started.Base}..refs/heads/{ChooRefs.Branch(unit.Id)}";
        return state.Started.NoMerge
            && await repository.CommitOfBranchAsync(ChooRefs.Branch(unit.Id), cancellationToken).ConfigureAwait(false) is { } commit
            && (await EntriesAsync(range, cancellationToken).ConfigureAwait(false)).Any(each => each.Unit == unit.Id)
                ? commit
                : null;
    }

    /// <summary>Every commit of the unit that the journal does not know, oldest first: the last is where its ref stands.</summary>
    private async Task CompleteAsync(UnitProgress unit, string range, Func<string, int?, EventData, Task> record, CancellationToken cancellationToken)
    {
        foreach (var entry in (await EntriesAsync(range, cancellationToken).ConfigureAwait(false)).Where(each => each.Unit == unit.Id))
        {
            await record(unit.Id, entry.Task, entry.Task is null ? new UnitCommitted(entry.Commit, entry.Tree, "found in git") : new TaskCommitted(entry.Commit, entry.Tree, 0)).ConfigureAwait(false);
        }
    }

    /// <summary>The commits of this run in a range, oldest first.</summary>
    private async Task<ImmutableArray<Entry>> EntriesAsync(string range, CancellationToken cancellationToken)
    {
        var log = await repository.Git.RunAsync(cancellationToken, "log", "--no-show-signature", "--topo-order", "--reverse", Format, range, "--").ConfigureAwait(false);
        return
        [
            .. from text in log.Split('\u0001', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
               let parts = text.Split('\0', StringSplitOptions.TrimEntries)
               where parts[2] == run && parts[3].Length > 0
               select new Entry(
                   parts[0], parts[1], parts[3], int.TryParse(parts[4], NumberStyles.None, CultureInfo.InvariantCulture, out var task) ? task : null, parts[5], parts[6].Split(' ')),
        ];
    }

    private sealed record Entry(string Commit, string Tree, string Unit, int? Task, string Subject, string[] Parents);
}

using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>Units that an earlier <c>run --no-merge</c> verified on branches nobody merged yet: a new run does them again, and that is said before it costs anything.</summary>
internal static class UnmergedWork
{
    private const string Branches = "refs/heads/choo/";

    /// <summary>At most one warning.</summary>
    /// <param name="draft">What will be run.</param>
    /// <param name="earlier">The newest run.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<ImmutableArray<Diagnostic>> FindAsync(PreparationDraft draft, EarlierRun earlier, CancellationToken cancellationToken)
    {
        if (draft.Target is not { } target || earlier is not { State: { Started.NoMerge: true } state })
        {
            return [];
        }

        var unmerged = await draft.Repository!.Git.TryAsync(
            cancellationToken, "for-each-ref", "--format=%(refname:lstrip=2)%00%(objectname)", $"--no-merged={target.Commit}", Branches).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var branches = unmerged.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\0'))
            .Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        return Explain(state, [.. draft.Open.Select(unit => unit.Id)], branches, earlier.Id, target.Branch) is { } told ? [told] : [];
    }

    /// <summary>The warning; null when no unit that will run stands complete on an unmerged branch.</summary>
    internal static Diagnostic? Explain(
        RunState earlier, ImmutableHashSet<string> planned, IReadOnlyDictionary<string, string> branches, string run, string target)
    {
        var again = earlier.Units.Where(unit => unit is { State: UnitState.Complete, Branch: not null } && planned.Contains(unit.Id)
            && branches.TryGetValue(unit.Branch, out var commit) && commit == unit.Commit).ToList();
        if (again.Count == 0)
        {
            return null;
        }

        return DiagnosticCodes.WorkNotMerged.Because(
            $"the run {run} finished {string.Join(", ", again.Select(unit => unit.Id))} without merging, and this run will repeat {(again.Count == 1 ? "it" : "them")}; "
            + $"to keep that work, stop now and merge {string.Join(", ", again.Select(unit => unit.Branch))} into {target} first");
    }
}

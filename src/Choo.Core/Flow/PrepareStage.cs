using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Landing;
using Choo.Core.State;

namespace Choo.Core.Flow;

/// <summary>Stage 1: a worktree at the commit that the unit's next turn starts from, or the one that a dead run left.</summary>
internal sealed class PrepareStage(UnitScope scope)
{
    private readonly FlowPorts ports = scope.Ports;

    /// <summary>The worktree, or why there is none. The scope knows its base and its tip then.</summary>
    public async Task<Preparation> RunAsync(CancellationToken cancellationToken)
    {
        if (scope.Assignment.WorkInHand is { } name)
        {
            var left = await ports.Worktrees.ReclaimAsync(name, cancellationToken).ConfigureAwait(false);
            if (left is not null)
            {
                scope.GoesOn = true;
                return new Preparation.Ready(left);
            }
        }

        if (scope.Tip.Length > 0 && scope.Assignment.IsRespecified
            && !await ports.Landing.ContainsAsync(scope.Tip, scope.Assignment.SpecCommit, cancellationToken).ConfigureAwait(false)
            && await new SpecRefresh(scope).RunAsync(cancellationToken).ConfigureAwait(false) is { } refreshed)
        {
            scope.Base = scope.Assignment.SpecCommit;
            scope.Post(new UnitPrepared(scope.Base, scope.Tip, refreshed.Name));
            return new Preparation.Ready(refreshed);
        }

        if (scope.Tip.Length == 0)
        {
            var begun = await BeginAsync(cancellationToken).ConfigureAwait(false);
            if (begun is not StageResult.Done)
            {
                return new Preparation.Ended(begun);
            }
        }

        // A fix turn works on what failed: the unit merged with the target.
        var start = scope.Assignment.Repair is Repair.Baseline failed ? failed.Commit : scope.Tip;
        var worktree = await ports.Worktrees.AcquireAsync(start, cancellationToken).ConfigureAwait(false);
        scope.Post(new UnitPrepared(scope.Base, scope.Tip, worktree.Name));
        (scope.Tip, scope.TipTree) = (start, null);
        return new Preparation.Ready(worktree);
    }

    /// <summary>
    /// A unit starts from the target's tip, with <c>--no-merge</c> with its dependencies' unlanded commits merged in; and where it stands on a pull
    /// request, from that one's commit.
    /// </summary>
    private async Task<StageResult> BeginAsync(CancellationToken cancellationToken)
    {
        var target = await ports.Landing.TipAsync(cancellationToken).ConfigureAwait(false);
        var tip = target;
        if (scope.Assignment is { Below: { } below, Parents: var parents })
        {
            var (problem, start) = await StandOnAsync(below, parents[below].Commit, target, cancellationToken).ConfigureAwait(false);
            (scope.Base, scope.Tip) = (target, start);
            return problem;
        }

        foreach (var dependency in scope.Settings.NoMerge ? scope.Assignment.Planned.DependsOn : [])
        {
            var kept = await ports.Landing.KeptAsync(dependency, cancellationToken).ConfigureAwait(false);
            if (kept is null)
            {
                return new StageResult.Failed(DiagnosticCodes.GitFailed.At(
                    scope.Unit.PlanPath, 1, 1, $"the commits of {dependency}, which {scope.Unit.Id} builds on, are gone: this run has no ref for it"));
            }

            if (await ports.Landing.ContainsAsync(tip, kept, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            var message = CommitMessages.ForDependencies(scope.Settings.Run, scope.Unit.Id);
            switch (await ports.Landing.MergeAsync(tip, kept, message, ClosedUnits.AsIn(target, ports.Source, scope.Unit), cancellationToken).ConfigureAwait(false))
            {
                case MergeOutcome.Merged merged:
                    tip = merged.Commit;
                    break;
                case MergeOutcome.Conflicted conflict:
                    return new StageResult.Failed(DiagnosticCodes.ConflictUnresolved.At(
                        scope.Unit.PlanPath, 1, 1, $"the units that {scope.Unit.Id} depends on conflict with each other in {string.Join(", ", conflict.Files)}; land them first"));
                default:
                    throw new InvalidOperationException("a merge has two outcomes");
            }
        }

        (scope.Base, scope.Tip) = (target, tip);
        return StageResult.Success;
    }

    private async Task<(StageResult Result, string Start)> StandOnAsync(string below, string commit, string target, CancellationToken cancellationToken)
    {
        if (await ports.Landing.ContainsAsync(commit, target, cancellationToken).ConfigureAwait(false))
        {
            return (StageResult.Success, commit);
        }

        var message = CommitMessages.ForDependencies(scope.Settings.Run, scope.Unit.Id);
        return await ports.Landing.MergeAsync(target, commit, message, ClosedUnits.AsIn(target, ports.Source, scope.Unit), cancellationToken).ConfigureAwait(false) switch
        {
            MergeOutcome.Merged merged => (StageResult.Success, merged.Commit),
            MergeOutcome.Conflicted when await HasOthersAsync(below, commit, cancellationToken).ConfigureAwait(false) => (StageResult.Success, commit),
            MergeOutcome.Conflicted conflict => (new StageResult.Waits(DiagnosticCodes.ConflictUnresolved.At(
                scope.Unit.PlanPath, 1, 1, $"the pull request of {below}, which {scope.Unit.Id} builds on, conflicts with {scope.Settings.Target} in {string.Join(", ", conflict.Files)}; resume when it is up to date")), ""),
            _ => throw new InvalidOperationException("a merge has two outcomes"),
        };
    }

    /// <summary>Whether a commit has whatever else the unit depends on: it may be begun there, and is brought onto the target with what it stands on.</summary>
    private async Task<bool> HasOthersAsync(string below, string commit, CancellationToken cancellationToken)
    {
        foreach (var (_, other) in scope.Assignment.Parents.Where(parent => parent.Key != below))
        {
            var missing = await ports.Landing.MissingAsync(commit, other.Heads, cancellationToken).ConfigureAwait(false);
            if (missing.Count == other.Heads.Length)
            {
                return false;
            }
        }

        return true;
    }
}

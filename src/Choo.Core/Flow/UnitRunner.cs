using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Core.Flow;

/// <summary>A unit's way through its stages, over the ports. All that matters is in the journal and in git; what it remembers of the target saves questions.</summary>
public sealed class UnitRunner(RunContext settings, FlowPorts ports, TargetHistory history) : IUnitRunner
{
    /// <inheritdoc/>
    public async Task WorkAsync(UnitProgress unit, IEvents events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var scope = new UnitScope(settings, ports, unit, events);
        if (await RoomOnDisk.MakeAsync(scope, cancellationToken).ConfigureAwait(false) is { } full)
        {
            scope.Post(UnitEnds.Of(full));
            return;
        }

        if (!await new StartCheck(settings, ports, history).PassesAsync(scope, events, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        if (FixStage.Exhausted(scope) is { } exhausted)
        {
            scope.Post(UnitEnds.Of(exhausted));
            return;
        }

        var worktree = await PrepareAsync(scope, cancellationToken).ConfigureAwait(false);
        var problem = await TryAsync(scope, worktree, token => StagesAsync(scope, worktree, token), cancellationToken).ConfigureAwait(false);
        if (problem?.Code == DiagnosticCodes.DiskFull.Id)
        {
            // There is no room to save what is in it either: it stays as it is, and what a turn left is judged by the next resume.
            ports.Worktrees.Keep(worktree);
            scope.Post(UnitEnds.Of(problem));
            return;
        }

        if (problem is not null)
        {
            await LeaveAsync(scope, worktree, cancellationToken).ConfigureAwait(false);
            scope.Post(UnitEnds.Of(problem));
            return;
        }

        // What counts is committed: its proof and the next unit need not wait for the worktree.
        scope.TipTree ??= await ports.Landing.TreeOfAsync(scope.Tip, cancellationToken).ConfigureAwait(false);
        scope.Post(new UnitVerified(scope.Tip, scope.TipTree, scope.Base));
        try
        {
            await LeaveAsync(scope, worktree, cancellationToken).ConfigureAwait(false);
        }
        catch (PortException failure)
        {
            scope.Post(new DiagnosticReported(failure.Diagnostic));
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            // It is verified all the same; only its worktree does not come back.
            scope.Post(new DiagnosticReported(DiagnosticCodes.Internal.Because($"{bug.GetType().Name}: {bug.Message}")));
        }
    }

    private static async Task<Diagnostic?> TryAsync(
        UnitScope scope, Worktree worktree, Func<CancellationToken, Task<Diagnostic?>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work(cancellationToken).ConfigureAwait(false);
        }
        catch (PortException failure)
        {
            return failure.Diagnostic;
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            await GiveBackAsync(scope, worktree, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<Diagnostic?> StagesAsync(UnitScope scope, Worktree worktree, CancellationToken cancellationToken) =>
        await SetUpAsync(scope, worktree, cancellationToken).ConfigureAwait(false)
        ?? await CarryOnAsync(scope, worktree, cancellationToken).ConfigureAwait(false)
        ?? await (scope.Progress.Repair switch
        {
            Repair.Baseline => new FixStage(scope, worktree).RunAsync(cancellationToken),
            Repair.Conflict conflict => new ConflictStage(scope, worktree, conflict.Onto).RunAsync(cancellationToken),
            _ => new TaskStage(scope, worktree).RunAsync(cancellationToken),
        }).ConfigureAwait(false);

    /// <summary>What a turn left that a budget ended is put back where it was; the turn was paid for.</summary>
    private static async Task<Diagnostic?> CarryOnAsync(UnitScope scope, Worktree worktree, CancellationToken cancellationToken)
    {
        if (!scope.GoesOn && scope.Progress.Carried is { } commit)
        {
            var worktrees = scope.Ports.Worktrees;
            var missing = await worktrees.StageAsync(worktree, commit, cancellationToken).ConfigureAwait(false);
            await worktrees.RestoreAsync(worktree, commit, missing.Changed, cancellationToken).ConfigureAwait(false);
            scope.Carries = true;
        }

        return null;
    }

    private static async Task GiveBackAsync(UnitScope scope, Worktree worktree, CancellationToken cancellationToken)
    {
        var saved = await scope.Ports.Worktrees.ReleaseAsync(worktree, scope.Unit.Id, cancellationToken).ConfigureAwait(false);
        if (saved is not null)
        {
            scope.Post(new WorkSaved(saved.Ref, saved.Commit, "uncommitted when its worktree was released"));
        }
    }

    private async Task<Worktree> PrepareAsync(UnitScope scope, CancellationToken cancellationToken)
    {
        if (scope.Progress is { HasWorkInHand: true, Worktree: { } name })
        {
            var left = await ports.Worktrees.ReclaimAsync(name, cancellationToken).ConfigureAwait(false);
            if (left is not null)
            {
                scope.GoesOn = true;
                return left;
            }
        }

        if (scope.Tip.Length > 0 && scope.Progress.IsRespecified
            && !await ports.Landing.ContainsAsync(scope.Tip, scope.Progress.SpecCommit, cancellationToken).ConfigureAwait(false)
            && await new SpecRefresh(scope).RunAsync(cancellationToken).ConfigureAwait(false) is { } refreshed)
        {
            scope.Base = scope.Progress.SpecCommit;
            scope.Post(new UnitPrepared(scope.Base, scope.Tip, refreshed.Name));
            return refreshed;
        }

        if (scope.Tip.Length == 0)
        {
            var target = await ports.Landing.TipAsync(cancellationToken).ConfigureAwait(false);
            (scope.Base, scope.Tip) = (target, await WithDependenciesAsync(scope, target, cancellationToken).ConfigureAwait(false));
        }

        // A fix turn works on what failed: the unit merged with the target.
        var start = scope.Progress.Repair is Repair.Baseline failed ? failed.Commit : scope.Tip;
        var worktree = await ports.Worktrees.AcquireAsync(start, cancellationToken).ConfigureAwait(false);
        scope.Post(new UnitPrepared(scope.Base, scope.Tip, worktree.Name));
        (scope.Tip, scope.TipTree) = (start, null);
        return worktree;
    }

    /// <summary>With <c>--no-merge</c> a unit starts from the target's tip with its dependencies' unlanded commits merged in.</summary>
    private async Task<string> WithDependenciesAsync(UnitScope scope, string target, CancellationToken cancellationToken)
    {
        var tip = target;
        if (!settings.NoMerge)
        {
            return tip;
        }

        foreach (var dependency in scope.Progress.Planned.DependsOn)
        {
            var kept = await ports.Landing.KeptAsync(dependency, cancellationToken).ConfigureAwait(false);
            if (kept is null)
            {
                throw new PortException(DiagnosticCodes.GitFailed.At(
                    scope.Unit.PlanPath, 1, 1, $"the commits of {dependency}, which {scope.Unit.Id} builds on, are gone: this run has no ref for it"));
            }

            if (await ports.Landing.ContainsAsync(tip, kept, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            var message = CommitMessages.ForDependencies(settings.Run, scope.Unit.Id);
            tip = await ports.Landing.MergeAsync(tip, kept, message, cancellationToken).ConfigureAwait(false) switch
            {
                MergeOutcome.Merged merged => merged.Commit,
                MergeOutcome.Conflicted conflict => throw new PortException(DiagnosticCodes.ConflictUnresolved.At(
                    scope.Unit.PlanPath, 1, 1, $"the units that {scope.Unit.Id} depends on conflict with each other in {string.Join(", ", conflict.Files)}; land them first")),
                _ => throw new InvalidOperationException("a merge has two outcomes"),
            };
        }

        return tip;
    }

    private static async Task<Diagnostic?> SetUpAsync(UnitScope scope, Worktree worktree, CancellationToken cancellationToken)
    {
        if (scope.GoesOn && !scope.Settings.Config.Worktree.Setup.IsEmpty)
        {
            // What a dead run's turn left goes into the index before setup commands run again: from then on what is untracked is theirs.
            await new TurnWork(scope, worktree).PutBackHeadAsync(null, cancellationToken).ConfigureAwait(false);
            await scope.Ports.Worktrees.StageAsync(worktree, scope.Tip, cancellationToken).ConfigureAwait(false);
        }

        // A setup that fails on the merged tree may be just what the turn is to repair.
        var failed = await new WorktreeCommands(scope, worktree).SetUpAsync("", cancellationToken).ConfigureAwait(false);
        return failed is not null && scope.Progress.Repair is null
            ? DiagnosticCodes.SetupFailed.At(".choo.yaml", 0, 0, $"the setup command `{failed.Command}` failed for {scope.Unit.Id}: {GateReport.Outcome(failed)}")
            : null;
    }

    private static async Task LeaveAsync(UnitScope scope, Worktree worktree, CancellationToken cancellationToken)
    {
        await new WorktreeCommands(scope, worktree).TearDownAsync(cancellationToken).ConfigureAwait(false);
        await GiveBackAsync(scope, worktree, cancellationToken).ConfigureAwait(false);
    }
}

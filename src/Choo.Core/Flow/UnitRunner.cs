using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Core.Flow;

/// <summary>A unit's way through its stages, over the ports. All that matters is in the journal and in git; what it remembers of the target saves questions.</summary>
public sealed class UnitRunner(RunContext settings, FlowPorts ports, TargetHistory history) : IUnitRunner
{
    /// <inheritdoc/>
    public async Task WorkAsync(UnitAssignment unit, IEvents events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var scope = new UnitScope(settings, ports, unit, events);
        var room = await RoomOnDisk.MakeAsync(scope, cancellationToken).ConfigureAwait(false);
        if (room.Event is { } full)
        {
            scope.Post(full);
            return;
        }

        if (!await new StartCheck(settings, ports, history).PassesAsync(scope, events, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        if (FixStage.Exhausted(scope) is { } exhausted)
        {
            scope.Post(exhausted.Event!);
            return;
        }

        var prepared = await new PrepareStage(scope).RunAsync(cancellationToken).ConfigureAwait(false);
        if (prepared is Preparation.Ended ended)
        {
            scope.Post(ended.Result.Event!);
            return;
        }

        var worktree = ((Preparation.Ready)prepared).Worktree;
        scope.Start = scope.Start.Length > 0 ? scope.Start : scope.Tip;
        var result = await TryAsync(scope, worktree, cancellationToken).ConfigureAwait(false);
        if (result.Event is { } end)
        {
            await EndAsync(scope, worktree, result, cancellationToken).ConfigureAwait(false);
            scope.Post(end);
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

    /// <summary>What a unit that does not continue leaves behind.</summary>
    private async Task EndAsync(UnitScope scope, Worktree worktree, StageResult result, CancellationToken cancellationToken)
    {
        if (result.Problem?.Code == DiagnosticCodes.DiskFull.Id)
        {
            // There is no room to save what is in it either: it stays as it is, and what a turn left is judged by the next resume.
            ports.Worktrees.Keep(worktree);
            return;
        }

        await LeaveAsync(scope, worktree, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<StageResult> TryAsync(UnitScope scope, Worktree worktree, CancellationToken cancellationToken)
    {
        try
        {
            return await StagesAsync(scope, worktree, cancellationToken).ConfigureAwait(false);
        }
        catch (PortException failure)
        {
            return StageResult.Of(failure.Diagnostic);
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            await GiveBackAsync(scope, worktree, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<StageResult> StagesAsync(UnitScope scope, Worktree worktree, CancellationToken cancellationToken)
    {
        var ready = await SetUpAsync(scope, worktree, cancellationToken).ConfigureAwait(false);
        if (ready is not StageResult.Done)
        {
            return ready;
        }

        await CarryOnAsync(scope, worktree, cancellationToken).ConfigureAwait(false);
        return await (scope.Assignment.Repair switch
        {
            Repair.Baseline => new FixStage(scope, worktree).RunAsync(cancellationToken),
            Repair.Conflict conflict => new ConflictStage(scope, worktree, conflict.Onto).RunAsync(cancellationToken),
            Repair.Feedback feedback => new FeedbackStage(scope, worktree, feedback.Asked).RunAsync(cancellationToken),
            _ => TasksAsync(scope, worktree, cancellationToken),
        }).ConfigureAwait(false);
    }

    private static async Task<StageResult> TasksAsync(UnitScope scope, Worktree worktree, CancellationToken cancellationToken)
    {
        var tasks = await new TaskStage(scope, worktree).RunAsync(cancellationToken).ConfigureAwait(false);
        return tasks is StageResult.Done && scope is { Reviewer: { } reviewer, Ports.Diffs: { } diffs }
            ? await new ReviewStage(scope, worktree, reviewer, diffs).RunAsync(cancellationToken).ConfigureAwait(false)
            : tasks;
    }

    /// <summary>What a turn left that a budget ended is put back where it was; the turn was paid for.</summary>
    private static async Task CarryOnAsync(UnitScope scope, Worktree worktree, CancellationToken cancellationToken)
    {
        if (!scope.GoesOn && scope.Assignment.Carried is { } commit)
        {
            var worktrees = scope.Ports.Worktrees;
            var missing = await worktrees.StageAsync(worktree, commit, cancellationToken).ConfigureAwait(false);
            await worktrees.RestoreAsync(worktree, commit, missing.Changed, cancellationToken).ConfigureAwait(false);
            scope.Carries = true;
        }
    }

    private static async Task GiveBackAsync(UnitScope scope, Worktree worktree, CancellationToken cancellationToken)
    {
        var saved = await scope.Ports.Worktrees.ReleaseAsync(worktree, scope.Unit.Id, cancellationToken).ConfigureAwait(false);
        if (saved is not null)
        {
            scope.Post(new WorkSaved(saved.Ref, saved.Commit, "uncommitted when its worktree was released"));
        }
    }

    private static async Task<StageResult> SetUpAsync(UnitScope scope, Worktree worktree, CancellationToken cancellationToken)
    {
        if (scope.GoesOn && !scope.Settings.Config.Worktree.Setup.IsEmpty)
        {
            // What a dead run's turn left goes into the index before setup commands run again: from then on what is untracked is theirs.
            await new TurnWork(scope, worktree).PutBackHeadAsync(null, cancellationToken).ConfigureAwait(false);
            await scope.Ports.Worktrees.StageAsync(worktree, scope.Tip, cancellationToken).ConfigureAwait(false);
        }

        // A setup that fails on the merged tree may be just what the turn is to repair.
        var failed = await new WorktreeCommands(scope, worktree).SetUpAsync("", cancellationToken).ConfigureAwait(false);
        return failed is not null && scope.Assignment.Repair is null
            ? new StageResult.Failed(DiagnosticCodes.SetupFailed.At(
                ".choo.yaml", 0, 0, $"the setup command `{failed.Command}` failed for {scope.Unit.Id}: {GateReport.Outcome(failed)}"))
            : StageResult.Success;
    }

    private static async Task LeaveAsync(UnitScope scope, Worktree worktree, CancellationToken cancellationToken)
    {
        await new WorktreeCommands(scope, worktree).TearDownAsync(cancellationToken).ConfigureAwait(false);
        await GiveBackAsync(scope, worktree, cancellationToken).ConfigureAwait(false);
    }
}

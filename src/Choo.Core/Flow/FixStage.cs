using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Ports;
using Choo.Core.State;
using Choo.Core.Text;

namespace Choo.Core.Flow;

/// <summary>Turns that repair what failed the baseline, in a worktree that stands at the merged commit. Whether they did is for the next proof to say.</summary>
internal sealed class FixStage(UnitScope scope, Worktree worktree)
{
    private readonly TurnWork work = new(scope, worktree);
    private ImmutableArray<string> undone = scope.Progress.Undone;

    private ImmutableArray<Evidence> Failure => scope.Progress.BaselineFailure;

    /// <summary>Null while a unit has turns left; else why it failed.</summary>
    public static Diagnostic? Exhausted(UnitScope scope)
    {
        var attempts = scope.Settings.Config.BaselineAttempts;
        if (scope.Progress is not { Repair: Repair.Baseline } unit || unit.FixAttempts < attempts)
        {
            return null;
        }

        var red = unit.BaselineFailure.First(each => !each.Passed);
        return (red.Doubt is null ? DiagnosticCodes.BaselineRed : DiagnosticCodes.NothingProved).At(
            scope.Unit.PlanPath, 1, 1, $"{scope.Unit.Id}: the check {red.Gate} (`{red.Command}`) still failed after {attempts} fix turns: {GateReport.Brief(red)}");
    }

    /// <summary>Null when there is something to be proved again; else why the unit failed.</summary>
    public async Task<Diagnostic?> RunAsync(CancellationToken cancellationToken)
    {
        var attempts = scope.Settings.Config.BaselineAttempts;
        for (var attempt = scope.Progress.FixAttempts + 1; attempt <= attempts; attempt++)
        {
            var turn = await TurnAsync(attempt, attempts, cancellationToken).ConfigureAwait(false);
            if (turn.Outcome.Verdict == AgentVerdict.Finished && await CommitAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }
        }

        return Exhausted(scope);
    }

    private async Task<AgentDone> TurnAsync(int attempt, int attempts, CancellationToken cancellationToken)
    {
        var prompt = Prompt.ForBaseline(new BaselinePrompt
        {
            Unit = scope.Unit,
            Checks = await scope.Gates.ProofAtAsync(scope.Unit, scope.Tip, cancellationToken).ConfigureAwait(false),
            Failure = (undone.IsEmpty ? "" : $"Your edits of {string.Join(", ", undone.Select(PathText.Show))} were undone: these files are protected and not yours to change.\n\n")
                + string.Join("\n\n", Failure.Where(each => !each.Passed).Select(GateReport.Of)),
            Attempt = attempt,
            Attempts = attempts,
        });
        return await new AgentTurn("baseline", null, attempt, prompt).RunAsync(scope, worktree, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>False when what the turn left cannot be committed.</summary>
    private async Task<bool> CommitAsync(CancellationToken cancellationToken)
    {
        await work.PutBackHeadAsync(null, cancellationToken).ConfigureAwait(false);
        (var staged, undone) = await work.StageAsync(scope.Settings.IsProtected, cancellationToken).ConfigureAwait(false);
        if (undone.Length > 0)
        {
            scope.Post(new EditsUndone([.. undone.Select(PathText.Show)]));
        }

        if (staged.Changed.Length == 0 || staged.Obstacle is not null)
        {
            return staged.Obstacle is null;
        }

        await work.CommitAsync(
            staged, CommitMessages.ForBaseline(scope.Settings.Run, scope.Unit.Id), null, null, commit => new UnitCommitted(commit, staged.Tree, "baseline checks"), cancellationToken).ConfigureAwait(false);
        return true;
    }
}

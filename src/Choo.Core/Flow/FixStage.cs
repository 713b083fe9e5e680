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

    /// <summary>The failure of a unit that needs a fix turn and has none left; null for any other.</summary>
    public static StageResult.Failed? Exhausted(UnitScope scope) =>
        scope.Assignment is { Repair: Repair.Baseline } unit && unit.FixAttempts >= scope.Settings.Config.BaselineAttempts ? new(Explain(scope, null)) : null;

    /// <summary>Done when there is something to be proved again.</summary>
    public Task<StageResult> RunAsync(CancellationToken cancellationToken)
    {
        var kind = new TurnKind
        {
            Purpose = TurnPurpose.Baseline,
            Attempts = scope.Settings.Config.BaselineAttempts,
            PromptAsync = PromptAsync,
            JudgeAsync = JudgeAsync,
            Exhausted = last => Explain(scope, last),
        };
        var first = new TurnAttempt(scope.Assignment.FixAttempts + 1) { Undone = scope.Assignment.Undone };
        return new TurnLoop(scope, worktree, kind).RunAsync(first, null, cancellationToken);
    }

    private static Diagnostic Explain(UnitScope scope, FailedAttempt? last)
    {
        var red = scope.Assignment.BaselineFailure.First(each => !each.Passed);
        var turns = $"{scope.Settings.Config.BaselineAttempts} fix turns";
        var why = last is null ? "" : $"; the last turn's work was not proved: {last.Failure.Message}";
        return (red.Doubt is null ? DiagnosticCodes.BaselineRed : DiagnosticCodes.NothingProved).At(
            scope.Unit.PlanPath, 1, 1, $"{scope.Unit.Id}: the check {red.Gate} (`{red.Command}`) still failed after {turns}: {GateReport.Brief(red)}{why}");
    }

    private async Task<string> PromptAsync(TurnAttempt attempt, CancellationToken cancellationToken)
    {
        var undone = attempt.Undone.IsEmpty
            ? ""
            : $"Your edits of {string.Join(", ", attempt.Undone.Select(PathText.Show))} were undone: these files are protected and not yours to change.\n\n";
        return Prompt.ForBaseline(new BaselinePrompt
        {
            Unit = scope.Unit,
            Checks = await scope.Gates.ProofAtAsync(scope.Unit, scope.Tip, cancellationToken).ConfigureAwait(false),
            Failure = undone + string.Join("\n\n", scope.Assignment.BaselineFailure.Where(each => !each.Passed).Select(GateReport.Of)),
            Attempt = attempt.Number,
            Attempts = scope.Settings.Config.BaselineAttempts,
            Notes = attempt.NoteOfFailure is { } failure ? [failure] : [],
        });
    }

    /// <summary>Commits what the turn left. A turn that changed nothing is accepted too: the check may fail now and then.</summary>
    private async Task<TurnJudgement> JudgeAsync(AgentDone turn, CancellationToken cancellationToken)
    {
        var (staged, undone) = await work.StageAsync(scope.Settings.IsProtected, cancellationToken).ConfigureAwait(false);
        if (undone.Length > 0)
        {
            scope.Post(new EditsUndone([.. undone.Select(PathText.Show)]));
        }

        if ((TurnWork.AgentFailure(turn.Outcome) ?? TurnWork.Obstacle(staged)) is { } failure)
        {
            return new TurnJudgement.Rejected(failure, undone);
        }

        if (staged.Changed.Length > 0)
        {
            await work.CommitAsync(
                staged, CommitMessages.ForBaseline(scope.Settings.Run, scope.Unit.Id), null, null, commit => new UnitCommitted(commit, staged.Tree, "baseline checks"), cancellationToken).ConfigureAwait(false);
        }

        return new TurnJudgement.Accepted();
    }
}

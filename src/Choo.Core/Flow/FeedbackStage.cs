using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Ports;
using Choo.Core.Text;

namespace Choo.Core.Flow;

/// <summary>Turns that answer what reviewers and checks said of a unit's pull request. What comes out is proved like any other work before it is pushed.</summary>
internal sealed class FeedbackStage(UnitScope scope, Worktree worktree, PullRequestFeedback asked)
{
    private readonly TurnWork work = new(scope, worktree);

    /// <summary>Done when the answer is committed. Where no turn has one, a person is asked.</summary>
    public async Task<StageResult> RunAsync(CancellationToken cancellationToken)
    {
        var kind = new TurnKind
        {
            Purpose = TurnPurpose.Feedback,
            Attempts = scope.Settings.Config.TaskAttempts,
            PromptAsync = PromptAsync,
            JudgeAsync = JudgeAsync,
            Exhausted = Explain,
        };
        var result = await new TurnLoop(scope, worktree, kind).RunAsync(new TurnAttempt(1) { Undone = scope.Assignment.Undone }, null, cancellationToken).ConfigureAwait(false);
        return result is StageResult.Failed { Diagnostic: var diagnostic } && diagnostic.Code == DiagnosticCodes.PullRequestRounds.Id ? new StageResult.Waits(diagnostic) : result;
    }

    private Diagnostic Explain(FailedAttempt? last) => DiagnosticCodes.PullRequestRounds.At(
        scope.Unit.PlanPath, 1, 1, $"{scope.Unit.Id}: {last?.Times ?? "no attempt"} did not answer what was said of pull request #{asked.Number}{(last is null ? "" : $": {last.Failure.Message}")}");

    private async Task<string> PromptAsync(TurnAttempt attempt, CancellationToken cancellationToken) => Prompt.ForFeedback(new FeedbackPrompt
    {
        Unit = scope.Unit,
        Number = asked.Number,
        Items = asked.Items,
        Checks = await scope.Gates.ProofAtAsync(scope.Unit, scope.Tip, cancellationToken).ConfigureAwait(false),
        Attempt = attempt.Number,
        Attempts = scope.Settings.Config.TaskAttempts,
        Failure = attempt.Failure?.Message,
        Notes = attempt.Undone.IsEmpty ? [] : [$"Your edits of {string.Join(", ", attempt.Undone.Select(PathText.Show))} were undone: these files are protected and not yours to change."],
    });

    private async Task<TurnJudgement> JudgeAsync(AgentDone turn, CancellationToken cancellationToken)
    {
        var (staged, undone) = await work.StageAsync(scope.Settings.IsProtected, cancellationToken).ConfigureAwait(false);
        if (undone.Length > 0)
        {
            scope.Post(new EditsUndone([.. undone.Select(PathText.Show)]));
        }

        var nothing = staged.Changed.Length == 0 ? new TurnFailure(TurnFailureKind.NoChange, "nothing changed") : null;
        if ((TurnWork.AgentFailure(turn.Outcome) ?? TurnWork.Obstacle(staged) ?? nothing) is { } failure)
        {
            return new TurnJudgement.Rejected(failure, undone);
        }

        await work.CommitAsync(
            staged, CommitMessages.ForFeedback(scope.Settings.Run, scope.Unit.Id, asked.Number), null, null, commit => new UnitCommitted(commit, staged.Tree, "review feedback"), cancellationToken).ConfigureAwait(false);
        return new TurnJudgement.Accepted();
    }
}

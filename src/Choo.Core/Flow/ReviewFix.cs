using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.CodeReview;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Ports;
using Choo.Core.Text;

namespace Choo.Core.Flow;

/// <summary>Turns of the unit's agent that fix what blocks. Whether they did is for the next review to say, and for the proof whether all still works.</summary>
internal sealed class ReviewFix(UnitScope scope, Worktree worktree, ImmutableArray<ReviewFinding> findings)
{
    private readonly TurnWork work = new(scope, worktree);
    private readonly int attempts = scope.Settings.Config.CodeReview.MaxFixIterations;
    private bool isCommitted;

    /// <summary>The number of the attempt that was accepted.</summary>
    public int Attempt { get; private set; }

    /// <summary>Done when a turn finished; then the scope's tip is another one, or the turn changed nothing.</summary>
    /// <param name="first">The number of the first attempt, counted over all reviews of the unit.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<StageResult> RunAsync(int first, CancellationToken cancellationToken)
    {
        var kind = new TurnKind
        {
            Purpose = TurnPurpose.ReviewFix,
            Attempts = attempts,
            PromptAsync = PromptAsync,
            JudgeAsync = JudgeAsync,
            ReportAccepted = Accept,
            Exhausted = last => DiagnosticCodes.ReviewBlocks.Because($"{last!.Failure.Message} ({last.Times})"),
        };
        return new TurnLoop(scope, worktree, kind).RunAsync(new TurnAttempt(first), null, cancellationToken);
    }

    private ImmutableArray<EventData> Accept(int attempt)
    {
        Attempt = attempt;
        return isCommitted ? [new CodeReviewFixApplied(attempt)] : [];
    }

    private async Task<string> PromptAsync(TurnAttempt attempt, CancellationToken cancellationToken)
    {
        scope.Post(new CodeReviewFixAttempt(attempt.Number, attempts));
        var notes = new List<string>();
        if (attempt.Failure is { } failure)
        {
            notes.Add($"The previous attempt was not accepted: {failure.Message}.");
        }

        if (!attempt.Undone.IsEmpty)
        {
            notes.Add($"Your edits of {string.Join(", ", attempt.Undone.Select(PathText.Show))} were undone: these files are protected and not yours to change.");
        }

        return Prompt.ForReviewFix(new ReviewFixPrompt
        {
            Unit = scope.Unit,
            Findings = [.. findings.Select(FindingRules.Describe)],
            Checks = await scope.Gates.ProofAtAsync(scope.Unit, scope.Tip, cancellationToken).ConfigureAwait(false),
            Attempt = attempt.Number,
            Attempts = attempts,
            Notes = [.. notes],
        });
    }

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

        isCommitted = staged.Changed.Length > 0;
        if (isCommitted)
        {
            var message = CommitMessages.ForReview(scope.Settings.Run, scope.Unit.Id);
            await work.CommitAsync(staged, message, null, null, commit => new UnitCommitted(commit, staged.Tree, "address code review feedback"), cancellationToken).ConfigureAwait(false);
        }

        return new TurnJudgement.Accepted();
    }
}

using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.CodeReview;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Ports;
using Choo.Core.Text;

namespace Choo.Core.Flow;

/// <summary>The turns of one review of a unit's tip: a second one only when the first gave no answer that can be read. What a reviewer changed is undone.</summary>
internal sealed class ReviewTurn(UnitScope scope, Worktree worktree, AgentCommand reviewer, IDiffs diffs)
{
    private const int Attempts = 2;
    private readonly TurnWork work = new(scope, worktree);
    private ReviewAnswer.Readable? answer;

    /// <summary>The review of the tip, of which there is a patch to show or a file to name.</summary>
    public async Task<ReviewOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var changed = await diffs.LinesAsync(scope.Start, scope.Tip, cancellationToken).ConfigureAwait(false);
        var selection = ReviewSelection.Of(changed.Where(file => !scope.Settings.IsSpec(file.Path)));
        if (selection.Shown.IsEmpty && selection.Named.IsEmpty)
        {
            return new ReviewOutcome.Nothing();
        }

        // What the last gate wrote is not the reviewer's to read.
        await scope.Ports.Worktrees.TidyAsync(worktree, cancellationToken).ConfigureAwait(false);
        var whole = selection.Shown.IsEmpty ? "" : await diffs.PatchAsync(scope.Start, scope.Tip, selection.Shown, cancellationToken).ConfigureAwait(false);
        var (patch, dropped) = PatchText.Bound(whole);
        ImmutableArray<string> named = [.. selection.Named, .. dropped.Select(path => $"{path}: the diff is too long to show all of it")];
        scope.Post(new CodeReviewStarted(reviewer.Name, scope.Tip, scope.Start));
        var kind = new TurnKind
        {
            Purpose = TurnPurpose.Review,
            Agent = reviewer with { Args = reviewer.Args ?? reviewer.Dialect.ReadOnlyArguments },
            Attempts = Attempts,
            PromptAsync = (attempt, _) => Task.FromResult(Ask(attempt, patch, named)),
            JudgeAsync = JudgeAsync,
            Exhausted = last => DiagnosticCodes.ReviewNotDone.Because($"{reviewer.Name}: {last!.Failure.Message} ({last.Times})"),
        };
        return await new TurnLoop(scope, worktree, kind).RunAsync(new TurnAttempt(1), null, cancellationToken).ConfigureAwait(false) switch
        {
            StageResult.Done => new ReviewOutcome.Read(answer!),
            StageResult.Waits waits => new ReviewOutcome.NotDone(waits.Diagnostic.Message, waits.Diagnostic),
            var none => new ReviewOutcome.NotDone(none.Problem!.Message),
        };
    }

    private string Ask(TurnAttempt attempt, string patch, ImmutableArray<string> named) => Prompt.ForReview(new ReviewPrompt
    {
        Unit = scope.Unit,
        Since = scope.Start,
        Patch = patch,
        Named = named,
        Failure = attempt.Failure?.Message,
    });

    private async Task<TurnJudgement> JudgeAsync(AgentDone turn, CancellationToken cancellationToken)
    {
        await UndoAsync(cancellationToken).ConfigureAwait(false);
        if (TurnWork.AgentFailure(turn.Outcome) is { } failure)
        {
            return new TurnJudgement.Rejected(failure, []);
        }

        switch (ReviewAnswerReader.Read(turn.Outcome.Answer, worktree.Path))
        {
            case ReviewAnswer.Readable readable:
                answer = readable;
                return new TurnJudgement.Accepted();
            case ReviewAnswer.Malformed malformed:
                return new TurnJudgement.Rejected(new TurnFailure(TurnFailureKind.Malformed, $"the answer cannot be read: {malformed.Reason}"), []);
            default:
                throw new InvalidOperationException("an answer is readable or not");
        }
    }

    private async Task UndoAsync(CancellationToken cancellationToken)
    {
        var (staged, _) = await work.StageAsync(_ => false, cancellationToken).ConfigureAwait(false);
        var changed = staged.Changed.Concat(staged.Nested).Concat(staged.Refused.Select(each => each.Path)).Distinct().ToImmutableArray();
        if (changed.IsEmpty)
        {
            return;
        }

        var saved = await scope.Ports.Worktrees.CleanAsync(worktree, scope.Unit.Id, cancellationToken).ConfigureAwait(false);
        if (saved is not null)
        {
            scope.Post(new WorkSaved(saved.Ref, saved.Commit, "the reviewer changed files"));
        }

        var names = string.Join(", ", changed.Take(5).Select(PathText.Show)) + (changed.Length > 5 ? " and others" : "");
        scope.Post(new DiagnosticReported(DiagnosticCodes.ReviewerChangedFiles.Because($"{reviewer.Name} changed {names} while it reviewed {scope.Unit.Id}; that was undone")));
    }
}

using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.CodeReview;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Ports;

namespace Choo.Core.Flow;

/// <summary>
/// Stage 3, where it is configured: another agent reviews what the unit changed. Its findings are advice, unless the configuration lets them block:
/// then the unit's agent gets turns to fix them, each followed by another review, and after the last the unit waits for a person.
/// </summary>
internal sealed class ReviewStage(UnitScope scope, Worktree worktree, AgentCommand reviewer, IDiffs diffs)
{
    private readonly CodeReviewConfig config = scope.Settings.Config.CodeReview;
    private RecordedReview? known = scope.Assignment.Review;

    private bool MayBlock => config.BlockOn != BlockOn.Never;

    /// <summary>Done when the unit may go on; it never fails.</summary>
    public async Task<StageResult> RunAsync(CancellationToken cancellationToken)
    {
        for (var fixes = 0; ;)
        {
            var (review, problem) = await ReviewAsync(cancellationToken).ConfigureAwait(false);
            if (problem is not null)
            {
                return MayBlock ? new StageResult.Waits(problem with { Severity = Severity.Error }) : StageResult.Success;
            }

            var blocking = FindingRules.Blocking(review, config.BlockOn);
            if (blocking.IsEmpty)
            {
                return StageResult.Success;
            }

            var fix = new ReviewFix(scope, worktree, blocking);
            var before = scope.Tip;
            var result = fixes < config.MaxFixIterations ? await fix.RunAsync(fixes + 1, cancellationToken).ConfigureAwait(false) : null;
            if (result is StageResult.Waits)
            {
                return result;
            }

            if (result is not StageResult.Done || scope.Tip == before)
            {
                return new StageResult.Waits(Explain(blocking, result));
            }

            fixes = fix.Attempt;
        }
    }

    /// <summary>What is to be said of the tip: recorded before, or found out and recorded now.</summary>
    private async Task<(ImmutableArray<ReviewFinding> Findings, Diagnostic? Problem)> ReviewAsync(CancellationToken cancellationToken)
    {
        scope.TipTree ??= await scope.Ports.Landing.TreeOfAsync(scope.Tip, cancellationToken).ConfigureAwait(false);
        if (known?.Tree == scope.TipTree)
        {
            return (known.Findings, null);
        }

        switch (await TryAsync(cancellationToken).ConfigureAwait(false))
        {
            case ReviewOutcome.Read { Answer: var answer }:
                await RecordAsync(answer, scope.TipTree).ConfigureAwait(false);
                known = new RecordedReview(scope.TipTree, answer.Findings);
                return (answer.Findings, null);
            case ReviewOutcome.NotDone { Reason: var reason, Refusal: var refusal }:
                scope.Post(new CodeReviewFailed(reason));
                var problem = DiagnosticCodes.ReviewNotDone.At(scope.Unit.PlanPath, 1, 1, $"{scope.Unit.Id} was not reviewed: {reason}");
                if (!MayBlock)
                {
                    scope.Post(new DiagnosticReported(problem));
                }

                return ([], refusal ?? problem);
            default:
                return ([], null);
        }
    }

    private async Task<ReviewOutcome> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await new ReviewTurn(scope, worktree, reviewer, diffs).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PortException refused)
        {
            return new ReviewOutcome.NotDone(refused.Diagnostic.Message);
        }
    }

    /// <summary>On the disk before anything follows from it: a review is paid for.</summary>
    private async Task RecordAsync(ReviewAnswer.Readable answer, string tree)
    {
        await scope.PostDurablyAsync(answer.Findings.IsEmpty
            ? new CodeReviewPassed(answer.Summary, tree)
            : new CodeReviewIssuesFound(answer.Findings.Length, answer.Findings, answer.Summary, tree)).ConfigureAwait(false);
        foreach (var finding in answer.Findings.Where(each => config.Verbose || each.Severity is FindingSeverity.Error or FindingSeverity.Warning))
        {
            scope.Post(new DiagnosticReported(FindingRules.Report(finding, scope.Unit.Id, scope.Unit.PlanPath)));
        }
    }

    private Diagnostic Explain(ImmutableArray<ReviewFinding> blocking, StageResult? fix)
    {
        var worst = blocking[0];
        var why = fix switch
        {
            null when config.MaxFixIterations == 0 => "no fix turn is allowed (code_review.max_fix_iterations)",
            null => $"{config.MaxFixIterations} fix turns did not resolve it",
            StageResult.Done => "the fix turn changed nothing",
            _ => $"no fix was made: {fix.Problem!.Message}",
        };
        var others = blocking.Length > 1 ? $" (and {blocking.Length - 1} more)" : "";
        return DiagnosticCodes.ReviewBlocks.At(
            worst.File ?? scope.Unit.PlanPath, worst.File is null ? 1 : worst.Line, worst.File is null ? 1 : 0,
            $"{scope.Unit.Id} is not to land as {reviewer.Name} reviewed it: {FindingRules.Describe(worst)}{others}; {why}");
    }
}

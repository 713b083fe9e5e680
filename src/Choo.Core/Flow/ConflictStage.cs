using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.Text;

namespace Choo.Core.Flow;

/// <summary>A merge conflict: a bounded number of turns in the unit's worktree. What comes out is proved like any other merge.</summary>
internal sealed class ConflictStage(UnitScope scope, Worktree worktree, string onto)
{
    /// <summary>Done when the scope's tip is a merge of the target into the unit.</summary>
    public async Task<StageResult> RunAsync(CancellationToken cancellationToken)
    {
        var message = CommitMessages.ForConflict(scope.Settings.Run, scope.Unit.Id, scope.Settings.Target);
        var merge = await scope.Ports.Landing.MergeAsync(scope.Tip, onto, message, ClosedUnits.AsIn(onto, scope.Ports.Source, scope.Unit), cancellationToken).ConfigureAwait(false);
        if (merge is not MergeOutcome.Conflicted conflicted)
        {
            // It was resolved before a crash, or what it conflicted with is gone again.
            return StageResult.Success;
        }

        await scope.Ports.Worktrees.BeginMergeAsync(worktree, onto, conflicted, cancellationToken).ConfigureAwait(false);
        var files = conflicted.Files;
        var kind = new TurnKind
        {
            Purpose = TurnPurpose.Conflict,
            Attempts = scope.Settings.Config.ConflictAttempts,
            PromptAsync = (attempt, token) => PromptAsync(files, attempt, token),
            JudgeAsync = new ConflictJudge(scope, worktree, onto, conflicted).JudgeAsync,
            Exhausted = last => Explain(files, last),
        };
        return await new TurnLoop(scope, worktree, kind).RunAsync(new TurnAttempt(1), null, cancellationToken).ConfigureAwait(false);
    }

    private Diagnostic Explain(ImmutableArray<string> files, FailedAttempt? last)
    {
        var first = last?.Failure.Message.Split('\n')[0];
        return DiagnosticCodes.ConflictUnresolved.At(
            scope.Unit.PlanPath, 1, 1, $"{scope.Unit.Id} conflicts with {scope.Settings.Target} in {string.Join(", ", files)}, and {scope.Settings.Config.ConflictAttempts} turns did not resolve it: {first}");
    }

    private async Task<string> PromptAsync(ImmutableArray<string> files, TurnAttempt attempt, CancellationToken cancellationToken)
    {
        var landing = scope.Ports.Landing;
        return Prompt.ForConflict(new ConflictPrompt
        {
            Unit = scope.Unit,
            Target = scope.Settings.Target,
            Files = files,
            UnitChanges = await landing.ChangesAsync(onto, scope.Tip, cancellationToken).ConfigureAwait(false),
            TargetChanges = await landing.ChangesAsync(scope.Tip, onto, cancellationToken).ConfigureAwait(false),
            Checks = await scope.Gates.ProofAtAsync(scope.Unit, scope.Tip, cancellationToken).ConfigureAwait(false),
            Attempt = attempt.Number,
            Attempts = scope.Settings.Config.ConflictAttempts,
            Failure = attempt.Failure?.Message,
            Notes = attempt.Undone.IsEmpty
                ? []
                : [$"Your edits of {string.Join(", ", attempt.Undone.Select(PathText.Show))} were undone: they dropped work of {scope.Settings.Target}, or the files are protected and not yours to change."],
        });
    }
}

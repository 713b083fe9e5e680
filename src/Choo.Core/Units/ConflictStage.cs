using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Gates;
using Choo.Core.Ports;
using Choo.Core.Running;

namespace Choo.Core.Units;

/// <summary>A merge conflict: a bounded number of turns in the unit's worktree, then the gates on what came out.</summary>
internal sealed class ConflictStage(UnitScope scope, Worktree worktree, string onto)
{
    /// <summary>Null when the scope's tip is a proved merge of the target into the unit; else why not.</summary>
    public async Task<Diagnostic?> RunAsync(CancellationToken cancellationToken)
    {
        var worktrees = scope.Ports.Worktrees;
        var files = await worktrees.MergeIntoAsync(worktree, onto, cancellationToken).ConfigureAwait(false);
        var attempts = scope.Settings.Config.ConflictAttempts;
        var why = "";
        for (var attempt = 1; attempt <= attempts; attempt++)
        {
            var turn = await TurnAsync(files, attempt, why, cancellationToken).ConfigureAwait(false);
            why = await JudgeAsync(turn.Outcome, files, cancellationToken).ConfigureAwait(false);
            if (why.Length == 0)
            {
                return null;
            }
        }

        var first = why.Split('\n')[0];
        return DiagnosticCodes.ConflictUnresolved.At(
            scope.Unit.PlanPath, 1, 1, $"{scope.Unit.Id} conflicts with {scope.Settings.Target} in {string.Join(", ", files)}, and {attempts} turns did not resolve it: {first}");
    }

    private async Task<AgentDone> TurnAsync(ImmutableArray<string> files, int attempt, string why, CancellationToken cancellationToken)
    {
        var landing = scope.Ports.Landing;
        var prompt = Prompt.ForConflict(new ConflictPrompt
        {
            Unit = scope.Unit,
            Target = scope.Settings.Target,
            Files = files,
            UnitChanges = await landing.ChangesAsync(onto, scope.Tip, cancellationToken).ConfigureAwait(false),
            TargetChanges = await landing.ChangesAsync(scope.Tip, onto, cancellationToken).ConfigureAwait(false),
            Checks = scope.Settings.ProofOf(scope.Unit),
            Attempt = attempt,
            Attempts = scope.Settings.Config.ConflictAttempts,
            Failure = why.Length > 0 ? why : null,
        });
        return await new AgentTurn("conflict", null, attempt, prompt).RunAsync(scope, worktree, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Empty when the merge is committed and proved; else what is wrong with it.</summary>
    private async Task<string> JudgeAsync(AgentOutcome outcome, ImmutableArray<string> files, CancellationToken cancellationToken)
    {
        if (outcome.Verdict != AgentVerdict.Finished)
        {
            return outcome.Error ?? "the agent did not finish";
        }

        var worktrees = scope.Ports.Worktrees;
        var marked = await worktrees.WithMarkersAsync(worktree, files, cancellationToken).ConfigureAwait(false);
        if (marked.Length > 0)
        {
            return $"conflict markers are left in {string.Join(", ", marked)}";
        }

        var staged = await worktrees.StageAsync(worktree, scope.Tip, cancellationToken).ConfigureAwait(false);
        foreach (var gate in scope.Settings.ProofOf(scope.Unit))
        {
            var evidence = await scope.ProveAsync(worktree, gate, staged.Tree, "conflict", cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (!evidence.Passed)
            {
                return GateReport.Of(evidence);
            }
        }

        var message = CommitMessages.ForConflict(scope.Settings.Run, scope.Unit.Id, scope.Settings.Target);
        var commit = new NewCommit(staged.Tree, [scope.Tip, onto], message);
        scope.Tip = await worktrees.CommitAsync(worktree, scope.Unit.Id, commit, cancellationToken).ConfigureAwait(false);
        scope.TipTree = staged.Tree;
        await scope.PostDurablyAsync(new UnitCommitted(scope.Tip, staged.Tree, "conflict resolved")).ConfigureAwait(false);
        return "";
    }
}

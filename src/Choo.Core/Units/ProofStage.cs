using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Gates;
using Choo.Core.Ports;
using Choo.Core.Running;
using Choo.Core.Text;

namespace Choo.Core.Units;

/// <summary>Stage 3: the gates on the unit's whole tree, with fix turns while they are red.</summary>
internal sealed class ProofStage(UnitScope scope, Worktree worktree, ImmutableArray<Gate> gates, bool mayFix)
{
    private readonly TurnWork work = new(scope, worktree);
    private bool untouched;
    private ImmutableArray<string> undone = [];

    /// <summary>Whether nothing ran in the worktree since it was acquired, so that it need not be cleaned.</summary>
    public bool IsFresh
    {
        init => untouched = value && scope.Settings.Config.Worktree.Setup.IsEmpty;
    }

    /// <summary>What the gates said last.</summary>
    public ImmutableArray<Evidence> Evidence { get; private set; } = [];

    /// <summary>Null when every gate is green on the scope's tip (which fix turns may have moved); else why not.</summary>
    public async Task<Diagnostic?> RunAsync(CancellationToken cancellationToken)
    {
        var attempts = mayFix ? scope.Settings.Config.BaselineAttempts : 0;
        var green = await PassAsync(cancellationToken).ConfigureAwait(false);
        for (var attempt = 1; !green; attempt++)
        {
            if (attempt > attempts)
            {
                return Explain(attempts);
            }

            // What a turn leaves counts only once it is committed: the gates are to see the very tree that lands.
            var turn = await TurnAsync(attempt, attempts, cancellationToken).ConfigureAwait(false);
            green = turn.Outcome.Verdict == AgentVerdict.Finished
                && await CommitAsync(cancellationToken).ConfigureAwait(false)
                && await PassAsync(cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private async Task<bool> PassAsync(CancellationToken cancellationToken)
    {
        var tree = scope.TipTree ?? "";
        if (!untouched && !gates.All(gate => scope.IsProved(gate, tree)))
        {
            await LeaveOnlyWhatIsCommittedAsync(cancellationToken).ConfigureAwait(false);
        }

        untouched = false;
        var evidence = ImmutableArray.CreateBuilder<Evidence>();
        foreach (var gate in gates)
        {
            evidence.Add(await scope.ProveAsync(worktree, gate, tree, "baseline", cancellationToken).ConfigureAwait(false));
            cancellationToken.ThrowIfCancellationRequested();
        }

        Evidence = evidence.ToImmutable();
        var passed = Evidence.All(each => each.Passed);
        scope.Proof = passed ? Evidence : [];
        scope.Post(passed ? new BaselinePassed(Evidence) : new BaselineFailed(Evidence));
        return passed;
    }

    /// <summary>A gate may have written files that no commit has; the next gate is not to be green because of them.</summary>
    private async Task LeaveOnlyWhatIsCommittedAsync(CancellationToken cancellationToken)
    {
        var saved = await scope.Ports.Worktrees.CleanAsync(worktree, scope.Unit.Id, cancellationToken).ConfigureAwait(false);
        if (saved is not null)
        {
            scope.Post(new WorkSaved(saved.Ref, saved.Commit, "left by a gate"));
        }
    }

    private Task<AgentDone> TurnAsync(int attempt, int attempts, CancellationToken cancellationToken)
    {
        var prompt = Prompt.ForBaseline(new BaselinePrompt
        {
            Unit = scope.Unit,
            Checks = gates,
            Failure = (undone.IsEmpty ? "" : $"Your edits of {string.Join(", ", undone.Select(PathText.Show))} were undone: these files are protected and not yours to change.\n\n")
                + string.Join("\n\n", Evidence.Where(each => !each.Passed).Select(GateReport.Of)),
            Attempt = attempt,
            Attempts = attempts,
        });
        return new AgentTurn("baseline", null, attempt, prompt).RunAsync(scope, worktree, cancellationToken);
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

    private Diagnostic Explain(int attempts)
    {
        var red = Evidence.First(each => !each.Passed);
        return DiagnosticCodes.BaselineRed.At(
            scope.Unit.PlanPath, 1, 1, $"{scope.Unit.Id}: the check {red.Gate} (`{red.Command}`) still failed after {attempts} fix turns: {GateReport.Brief(red)}");
    }
}

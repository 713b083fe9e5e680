using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Ports;
using Choo.Core.Specs;
using Choo.Core.Text;

namespace Choo.Core.Flow;

/// <summary>choo's own look at what a turn left: undo what was not the agent's to change, see a difference, run the gate, commit.</summary>
internal sealed class TaskJudge(UnitScope scope, Worktree worktree, SpecTask task, byte[] spec)
{
    // What lies between a turn's end and the look at it.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);
    private readonly TurnWork work = new(scope, worktree);

    /// <summary>Commits the task when its gate is green.</summary>
    public async Task<TurnJudgement> JudgeAsync(AgentDone turn, CancellationToken cancellationToken)
    {
        var worktrees = scope.Ports.Worktrees;
        ImmutableArray<string> undone = await IsOwnSpecEditedAsync(cancellationToken).ConfigureAwait(false) ? [task.Path] : [];
        await worktrees.WriteAsync(worktree, task.Path, scope.Ports.Source.MarkComplete(task, spec), cancellationToken).ConfigureAwait(false);
        var (staged, foreign) = await work.StageAsync(path => path != task.Path && scope.Settings.IsProtected(path), cancellationToken).ConfigureAwait(false);
        undone = undone.AddRange(foreign);
        if (!undone.IsEmpty)
        {
            scope.Post(new EditsUndone([.. undone.Select(PathText.Show)]), task);
        }

        var failure = await RefuseAsync(turn, staged, cancellationToken).ConfigureAwait(false) ?? await GateAsync(staged, cancellationToken).ConfigureAwait(false);
        if (failure is not null)
        {
            await worktrees.WriteAsync(worktree, task.Path, spec, cancellationToken).ConfigureAwait(false);
            return new TurnJudgement.Rejected(failure, undone);
        }

        await CommitAsync(staged, cancellationToken).ConfigureAwait(false);
        return new TurnJudgement.Accepted();
    }

    /// <summary>An agent may have set its own <c>status:</c>, which choo writes anyway; any other edit of its spec is undone.</summary>
    private async Task<bool> IsOwnSpecEditedAsync(CancellationToken cancellationToken)
    {
        var now = await scope.Ports.Worktrees.ReadFileAsync(worktree, task.Path, cancellationToken).ConfigureAwait(false);
        return now is null || !SpecEdits.SameButStatus(spec, now);
    }

    private async Task<TurnFailure?> RefuseAsync(AgentDone turn, StagedTree staged, CancellationToken cancellationToken)
    {
        var (agent, outcome) = (turn.Provider, turn.Outcome);

        // On a full disk an agent may end with an error after good work: the gate decides what it is worth.
        var counts = outcome.Verdict == AgentVerdict.Failed && turn == scope.Assignment.FoundNoRoom;
        var failure = (counts ? null : TurnWork.AgentFailure(outcome)) ?? TurnWork.Obstacle(staged);
        if (failure is not null || staged.Changed.Any(path => path != task.Path))
        {
            return failure;
        }

        var denied = outcome.Denials.Length > 0 ? $" (it was denied {string.Join(", ", outcome.Denials.Distinct())})" : "";
        var sandbox = outcome.SandboxFailure is { } line ? $" (its own sandbox failed: \"{line}\"; {SandboxFailure.Advice(agent)}; `dotnet choo doctor` tries the sandbox)" : "";
        return new TurnFailure(TurnFailureKind.NoChange, $"the agent changed nothing{denied}{sandbox}{await ElsewhereAsync(outcome, cancellationToken).ConfigureAwait(false)}");
    }

    /// <summary>Files of the person's checkout that were written during the turn: perhaps the agent went astray.</summary>
    private async Task<string> ElsewhereAsync(AgentOutcome outcome, CancellationToken cancellationToken)
    {
        var files = scope.Ports.Shared is { } shared
            ? await shared.Parts.WrittenInCheckoutAsync(TimeSpan.FromMilliseconds(outcome.DurationMs) + Slack, cancellationToken).ConfigureAwait(false)
            : [];
        return files.IsEmpty ? "" : $" (meanwhile {string.Join(", ", files.Take(5))}{(files.Length > 5 ? " and others" : "")} changed in the checkout, outside its worktree)";
    }

    private async Task<TurnFailure?> GateAsync(StagedTree staged, CancellationToken cancellationToken)
    {
        var gate = new Gate("backpressure", await scope.Gates.BackpressureAsync(task, staged.Tree, cancellationToken).ConfigureAwait(false));
        scope.Post(new BackpressureStarted(gate.Command, staged.Tree), task);
        var evidence = await scope.ProveAsync(worktree, gate, staged.Tree, $"{task.Number:00}", cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (evidence.Passed)
        {
            scope.Post(new ValidationPassed(evidence), task);
            return null;
        }

        await scope.Ports.Worktrees.TidyAsync(worktree, cancellationToken).ConfigureAwait(false);
        return new TurnFailure(TurnFailureKind.Gate, $"`{gate.Command}`: {GateReport.Outcome(evidence)}", evidence);
    }

    private Task CommitAsync(StagedTree staged, CancellationToken cancellationToken) => work.CommitAsync(
        staged, CommitMessages.ForTask(scope.Settings.Run, scope.Unit, task), null, task, commit => new TaskCommitted(commit, staged.Tree, staged.Changed.Length), cancellationToken);
}

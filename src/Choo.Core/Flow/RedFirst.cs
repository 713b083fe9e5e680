using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Ports;
using Choo.Core.Specs;

namespace Choo.Core.Flow;

/// <summary>choo's own look, before a task's first turn, that its backpressure fails without the work: one that passes already would prove nothing.</summary>
internal sealed class RedFirst(UnitScope scope, Worktree worktree)
{
    /// <summary>Runs the backpressure once where the task or the configuration asks for it and no earlier start of the run did; the problem when it passes.</summary>
    public async Task<(Evidence? Red, Diagnostic? Problem)> CheckAsync(SpecTask task, CancellationToken cancellationToken)
    {
        if (!(task.RedFirst ?? scope.Settings.Config.RedFirst))
        {
            return (null, null);
        }

        var tree = await scope.Ports.Landing.TreeOfAsync(scope.Tip, cancellationToken).ConfigureAwait(false);
        var gate = new Gate("backpressure", await scope.Gates.BackpressureAsync(task, tree, cancellationToken).ConfigureAwait(false));
        if (scope.Assignment.Red.TryGetValue(task.Number, out var known) && known.Command == gate.Command)
        {
            return (known, null);
        }

        var evidence = await scope.RunAsync(worktree, gate, tree, $"{task.Number:00}-red", cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        scope.Post(new RedFirstChecked(evidence), task);

        // What the command wrote is not the agent's work.
        await scope.Ports.Worktrees.TidyAsync(worktree, cancellationToken).ConfigureAwait(false);
        var at = task.BackpressureAt;
        return evidence.Passed
            ? (null, DiagnosticCodes.AlreadyGreen.At(
                task.Path, at.Line, at.Column, $"task {task.Number} of {scope.Unit.Id}: the backpressure `{gate.Command}` already passes before the work, so it cannot prove this task"))
            : (evidence, null);
    }
}

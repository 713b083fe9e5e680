using Choo.Core.Diagnostics;
using Choo.Core.Ports;

namespace Choo.Core.Flow;

/// <summary>Stage 2: one task after another, each until its gate is green or its attempts are used up.</summary>
internal sealed class TaskStage(UnitScope scope, Worktree worktree)
{
    /// <summary>Done when every task is committed.</summary>
    public async Task<StageResult> RunAsync(CancellationToken cancellationToken)
    {
        var done = new HashSet<int>(scope.Assignment.Committed);
        while (TaskOrder.Open(scope.Unit, done) is { Length: > 0 } open)
        {
            var task = TaskOrder.Next(scope.Unit, done);
            if (task is null)
            {
                return new StageResult.Failed(DiagnosticCodes.TasksDeadlocked.At(
                    scope.Unit.PlanPath, 1, 1, $"the tasks {string.Join(", ", open.Select(each => each.Number))} of {scope.Unit.Id} wait for each other"));
            }

            var result = await new TaskTurns(scope, worktree, task).RunAsync(cancellationToken).ConfigureAwait(false);
            if (result is not StageResult.Done)
            {
                return result;
            }

            done.Add(task.Number);
            if (TaskOrder.Open(scope.Unit, done).Length > 0)
            {
                // What this task's gate wrote is not the next task's work.
                await scope.Ports.Worktrees.TidyAsync(worktree, cancellationToken).ConfigureAwait(false);
            }
        }

        return StageResult.Success;
    }
}

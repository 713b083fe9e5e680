using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Ports;
using Choo.Core.Specs;
using Choo.Core.Text;

namespace Choo.Core.Flow;

/// <summary>Stage 2: one task after another, each until its gate is green or its attempts are used up.</summary>
internal sealed class TaskStage(UnitScope scope, Worktree worktree)
{
    private readonly int attempts = scope.Settings.Config.TaskAttempts;

    /// <summary>Null when every task is committed; else why the unit failed.</summary>
    public async Task<Diagnostic?> RunAsync(CancellationToken cancellationToken)
    {
        var done = new HashSet<int>(scope.Progress.Committed);
        while (TaskOrder.Open(scope.Unit, done) is { Length: > 0 } open)
        {
            var task = TaskOrder.Next(scope.Unit, done);
            if (task is null)
            {
                return DiagnosticCodes.TasksDeadlocked.At(
                    scope.Unit.PlanPath, 1, 1, $"the tasks {string.Join(", ", open.Select(each => each.Number))} of {scope.Unit.Id} wait for each other");
            }

            var problem = await CompleteAsync(task, cancellationToken).ConfigureAwait(false);
            if (problem is not null)
            {
                return problem;
            }

            done.Add(task.Number);
            if (TaskOrder.Open(scope.Unit, done).Length > 0)
            {
                // What this task's gate wrote is not the next task's work.
                await scope.Ports.Worktrees.TidyAsync(worktree, cancellationToken).ConfigureAwait(false);
            }
        }

        return null;
    }

    private async Task<Diagnostic?> CompleteAsync(SpecTask task, CancellationToken cancellationToken)
    {
        var resumed = scope.Progress.Task == task.Number;
        var failure = resumed ? scope.Progress.LastFailure : null;
        var first = resumed ? Math.Min(scope.Progress.FailedAttempts + 1, attempts) : 1;
        var unjudged = resumed && scope.GoesOn && scope.Progress.Unjudged is { } left && !Parking.IsParked(left.Outcome.Verdict) ? scope.Progress.Unjudged : null;
        if (unjudged is null)
        {
            scope.Post(new TaskStarted(task.Title, task.Path), task);
        }

        var touched = (scope.GoesOn && resumed) || scope.Carries;
        var (red, alreadyGreen) = touched || failure is not null ? (null, null) : await new RedFirst(scope, worktree).CheckAsync(task, cancellationToken).ConfigureAwait(false);
        if (alreadyGreen is not null)
        {
            return alreadyGreen;
        }

        var spec = await SpecAsync(task, touched, cancellationToken).ConfigureAwait(false);
        var judge = new TaskJudge(scope, worktree, task, spec);
        for (var attempt = first; ; attempt++)
        {
            var turn = unjudged ?? await TurnAsync(new TaskTurn(task, spec, attempt, failure, judge.Undone) { Red = red }, cancellationToken).ConfigureAwait(false);
            unjudged = null;
            var verdict = await judge.JudgeAsync(turn, attempt, cancellationToken).ConfigureAwait(false);
            if (verdict is null)
            {
                scope.Post(new TaskCompleted(task.Title, attempt), task);
                return null;
            }

            failure = verdict;
            scope.Post(verdict, task);
            if (attempt >= attempts || turn.Outcome.Verdict == AgentVerdict.NotStarted)
            {
                return Explain(task, attempt, verdict, turn.Outcome);
            }

            scope.Post(new TaskRetried(attempt + 1, verdict.Reason), task);
        }
    }

    /// <summary>The spec as it is committed: a worktree that no turn has touched since its checkout has just that.</summary>
    private async Task<byte[]> SpecAsync(SpecTask task, bool touched, CancellationToken cancellationToken)
    {
        var worktrees = scope.Ports.Worktrees;
        var here = touched ? null : await worktrees.ReadFileAsync(worktree, task.Path, cancellationToken).ConfigureAwait(false);
        return here ?? await worktrees.ReadAsync(scope.Tip, task.Path, cancellationToken).ConfigureAwait(false) ?? [];
    }

    private async Task<AgentDone> TurnAsync(TaskTurn turn, CancellationToken cancellationToken)
    {
        var (task, spec, attempt, failure, undone) = turn;
        var notes = new List<string>();
        if (failure is { Evidence: null })
        {
            notes.Add($"The previous attempt did not reach the gate: {failure.Message}.");
        }

        if (await scope.Gates.HasNothingToBuildAsync(task, scope.Tip, cancellationToken).ConfigureAwait(false))
        {
            notes.Add("There is no solution or project yet. When you add one, the gate builds it by its path.");
        }

        if (undone.Count > 0)
        {
            notes.Add($"Your edits of {string.Join(", ", undone.Select(PathText.Show))} were undone: specs, choo's configuration and protected files are not yours to change.");
        }

        var prompt = Prompt.ForTask(new TaskPrompt
        {
            Unit = scope.Unit,
            Task = task,
            SpecText = System.Text.Encoding.UTF8.GetString(spec),
            Gate = await scope.Gates.BackpressureAtAsync(task, scope.Tip, cancellationToken).ConfigureAwait(false),
            Attempt = attempt,
            Attempts = attempts,
            Failure = failure?.Evidence is { } evidence ? GateReport.Of(evidence) : null,
            Present = failure is null && turn.Red is { } red ? GateReport.Of(red) : null,
            Notes = [.. notes],
        });
        return await new AgentTurn("task", task, attempt, prompt).RunAsync(scope, worktree, cancellationToken).ConfigureAwait(false);
    }

    private sealed record TaskTurn(SpecTask Task, byte[] Spec, int Attempt, ValidationFailed? Failure, IReadOnlyList<string> Undone)
    {
        // What the gate said before the work, where that was asked for.
        public Evidence? Red { get; init; }
    }

    private Diagnostic Explain(SpecTask task, int attempt, ValidationFailed failure, AgentOutcome outcome)
    {
        var at = task.BackpressureAt;
        var times = attempt == 1 ? "1 attempt" : $"{attempt} attempts";
        if (failure.Evidence is { } evidence)
        {
            return (evidence.Doubt is null ? DiagnosticCodes.BackpressureFailed : DiagnosticCodes.NothingProved).At(
                task.Path, at.Line, at.Column, $"task {task.Number} of {scope.Unit.Id}: `{evidence.Command}` still failed after {times}: {GateReport.Brief(evidence)}");
        }

        if (failure.Reason == "no_change")
        {
            return DiagnosticCodes.NoChange.At(task.Path, at.Line, at.Column, $"task {task.Number} of {scope.Unit.Id}: {failure.Message} in {times}");
        }

        if (failure.Reason == "cannot_add")
        {
            return DiagnosticCodes.CannotAdd.At(task.Path, at.Line, at.Column, $"task {task.Number} of {scope.Unit.Id}: {failure.Message} ({times})");
        }

        var problem = AgentProblems.Of(outcome, scope.Agent.Name, null).FirstOrDefault(each => each.Severity == Severity.Error)
            ?? DiagnosticCodes.NestedRepository.Because(failure.Message);
        return problem with { File = task.Path, Line = at.Line, Column = at.Column, Message = $"task {task.Number} of {scope.Unit.Id}: {problem.Message} ({times})" };
    }
}

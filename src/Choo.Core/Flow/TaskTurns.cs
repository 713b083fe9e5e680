using System.Collections.Immutable;
using System.Text;
using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Ports;
using Choo.Core.Specs;
using Choo.Core.Text;

namespace Choo.Core.Flow;

/// <summary>The turns of one task, from where an earlier start of the run left it.</summary>
internal sealed class TaskTurns(UnitScope scope, Worktree worktree, SpecTask task)
{
    private readonly int attempts = scope.Settings.Config.TaskAttempts;

    /// <summary>Whether an earlier start of the run began with this task.</summary>
    private readonly bool resumed = scope.Assignment.Task == task.Number;

    /// <summary>Done when the task is committed.</summary>
    public async Task<StageResult> RunAsync(CancellationToken cancellationToken)
    {
        var first = First();
        var unjudged = resumed && scope.GoesOn && scope.Assignment.Unjudged is { } left && !Backoff.IsNeeded(left.Outcome.Verdict) ? left : null;
        if (unjudged is null)
        {
            scope.Post(new TaskStarted(task.Title, task.Path), task);
        }

        var touched = (scope.GoesOn && resumed) || scope.Carries;
        var (red, alreadyGreen) = touched || first.Failure is not null
            ? (null, null)
            : await new RedFirst(scope, worktree).CheckAsync(task, cancellationToken).ConfigureAwait(false);
        if (alreadyGreen is not null)
        {
            return new StageResult.Waits(alreadyGreen);
        }

        var spec = await SpecAsync(touched, cancellationToken).ConfigureAwait(false);
        var kind = new TurnKind
        {
            Purpose = TurnPurpose.Task,
            Task = task,
            Attempts = attempts,
            PromptAsync = (attempt, token) => PromptAsync(attempt, spec, red, token),
            JudgeAsync = new TaskJudge(scope, worktree, task, spec).JudgeAsync,
            ReportAccepted = attempt => [new TaskCompleted(task.Title, attempt)],
            ReportRejected = Report,
            Exhausted = last => Explain(last!),
        };
        return await new TurnLoop(scope, worktree, kind).RunAsync(first, unjudged, cancellationToken).ConfigureAwait(false);
    }

    private TurnAttempt First()
    {
        if (!resumed)
        {
            return new TurnAttempt(1);
        }

        var failed = scope.Assignment.LastFailure;
        return new TurnAttempt(Math.Min(scope.Assignment.FailedAttempts + 1, attempts))
        {
            // Only its text and its evidence are in the next prompt.
            Failure = failed is null ? null : new TurnFailure(failed.Evidence is null ? TurnFailureKind.Agent : TurnFailureKind.Gate, failed.Message, failed.Evidence),
            Undone = failed is null ? [] : scope.Assignment.Undone,
        };
    }

    /// <summary>The spec as it is committed: a worktree that no turn has touched since its checkout has just that.</summary>
    private async Task<byte[]> SpecAsync(bool touched, CancellationToken cancellationToken)
    {
        var worktrees = scope.Ports.Worktrees;
        var here = touched ? null : await worktrees.ReadFileAsync(worktree, task.Path, cancellationToken).ConfigureAwait(false);
        return here ?? await worktrees.ReadAsync(scope.Tip, task.Path, cancellationToken).ConfigureAwait(false) ?? [];
    }

    private async Task<string> PromptAsync(TurnAttempt attempt, byte[] spec, Evidence? red, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        if (attempt.NoteOfFailure is { } failure)
        {
            notes.Add(failure);
        }

        if (await scope.Gates.HasNothingToBuildAsync(task, scope.Tip, cancellationToken).ConfigureAwait(false))
        {
            notes.Add("There is no solution or project yet. When you add one, the gate builds it by its path.");
        }

        if (!attempt.Undone.IsEmpty)
        {
            notes.Add($"Your edits of {string.Join(", ", attempt.Undone.Select(PathText.Show))} were undone: specs, choo's configuration and protected files are not yours to change.");
        }

        return Prompt.ForTask(new TaskPrompt
        {
            Unit = scope.Unit,
            Task = task,
            SpecText = task.Text ?? Encoding.UTF8.GetString(spec),
            Gate = await scope.Gates.BackpressureAtAsync(task, scope.Tip, cancellationToken).ConfigureAwait(false),
            Attempt = attempt.Number,
            Attempts = attempts,
            Failure = attempt.Failure?.Evidence is { } evidence ? GateReport.Of(evidence) : null,
            Present = attempt.Failure is null && red is not null ? GateReport.Of(red) : null,
            Notes = [.. notes],
        });
    }

    private static ImmutableArray<EventData> Report(int attempt, TurnFailure failure, bool again)
    {
        var reason = failure.Kind switch
        {
            TurnFailureKind.Gate => AttemptFailure.Gate,
            TurnFailureKind.NoChange => AttemptFailure.NoChange,
            TurnFailureKind.CannotAdd => AttemptFailure.CannotAdd,
            _ => AttemptFailure.Agent,
        };
        var failed = new ValidationFailed(attempt, reason, failure.Message, failure.Evidence);
        return again ? [failed, new TaskRetried(attempt + 1, reason)] : [failed];
    }

    private Diagnostic Explain(FailedAttempt last)
    {
        var (failure, times) = (last.Failure, last.Times);
        return failure.Kind switch
        {
            TurnFailureKind.Gate when failure.Evidence is { } evidence => Place(
                evidence.Doubt is null ? DiagnosticCodes.BackpressureFailed : DiagnosticCodes.NothingProved,
                $"`{evidence.Command}` still failed after {times}: {GateReport.Brief(evidence)}"),
            TurnFailureKind.NoChange => Place(DiagnosticCodes.NoChange, $"{failure.Message} in {times}"),
            TurnFailureKind.CannotAdd => Place(DiagnosticCodes.CannotAdd, $"{failure.Message} ({times})"),
            TurnFailureKind.NestedRepository => Place(DiagnosticCodes.NestedRepository, $"{failure.Message} ({times})"),
            _ => AgentTurn.Explain(scope, scope.Agent, task, last),
        };
    }

    private Diagnostic Place(DiagnosticCode code, string message) => AgentTurn.Place(scope, task, code.Because(message));
}

using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Json;
using Choo.Core.Ports;
using Choo.Core.Specs;
using Choo.Core.State;

namespace Choo.Core.Flow;

/// <summary>One start of an agent, recorded before and after.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Agent">The agent that takes it.</param>
/// <param name="Task">The task, null when the turn belongs to the whole unit.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="Prompt">The agent's prompt.</param>
internal sealed record AgentTurn(TurnPurpose Purpose, AgentCommand Agent, SpecTask? Task, int Attempt, string Prompt)
{
    /// <summary>
    /// Runs it to its end. A turn that only found its provider at its limit or overloaded is begun again when the provider is open; it is
    /// refused when no turn can succeed until a person has acted.
    /// </summary>
    public async Task<TurnResult> RunAsync(UnitScope scope, Worktree worktree, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await OnceAsync(scope, worktree, cancellationToken).ConfigureAwait(false);
            if (result is not TurnResult.Ended { Turn.Outcome: var outcome })
            {
                return result;
            }

            if (outcome.Verdict == AgentVerdict.Unauthorized)
            {
                return new TurnResult.Refused(StageResult.Of(Place(scope, Task, AgentProblems.Of(outcome, Agent.Name, null)[0])));
            }

            // With a budget used up the next is refused, and the refusal says why.
            if (!Backoff.IsNeeded(outcome.Verdict) && outcome.Verdict != AgentVerdict.OverBudget)
            {
                return result;
            }
        }
    }

    /// <summary>A problem of a turn, at the place in the spec that it belongs to.</summary>
    public static Diagnostic Place(UnitScope scope, SpecTask? task, Diagnostic problem) => task is null
        ? problem with { File = scope.Unit.PlanPath, Line = 1, Column = 1, Message = $"{scope.Unit.Id}: {problem.Message}" }
        : problem with
        {
            File = task.Path,
            Line = task.BackpressureAt.Line,
            Column = task.BackpressureAt.Column,
            Message = $"task {task.Number} of {scope.Unit.Id}: {problem.Message}",
        };

    /// <summary>Why the unit fails when the agent did not finish its last attempt.</summary>
    public static Diagnostic Explain(UnitScope scope, AgentCommand agent, SpecTask? task, FailedAttempt last)
    {
        var problem = AgentProblems.Of(last.Outcome, agent.Name, null)[0];
        return Place(scope, task, problem with { Message = $"{problem.Message} ({last.Times})" });
    }

    private async Task<TurnResult> OnceAsync(UnitScope scope, Worktree worktree, CancellationToken cancellationToken)
    {
        var number = scope.NextTurn();
        OpenEnum<TurnPurpose> purpose = Purpose;
        var log = $"{scope.Unit.Id}-{(Task is null ? purpose.Text : $"{Task.Number:00}")}-turn{number}.log";
        var permit = await scope.BeginTurnAsync(new AgentInvoked(purpose, Agent.Name, Attempt, log), Task, cancellationToken).ConfigureAwait(false);
        if (permit is TurnPermit.Refused refused)
        {
            return new TurnResult.Refused(StageResult.Of(refused.Diagnostic));
        }

        var request = new AgentRequest
        {
            Agent = Agent,
            Worktree = worktree.Path,
            Unit = scope.Unit.Id,
            Task = Task?.Number ?? 0,
            Prompt = scope.Settings.Redactor.Redact(Prompt),
            LogName = log,
            Variables = scope.Variables(Task, Attempt),
            Halt = ((TurnPermit.Granted)permit).Halt,
        };
        var outcome = await new GuardedTurn(scope, Task).DuringAsync(
            () => scope.Ports.Agents.RunAsync(request, e => Tell(scope, e), cancellationToken)).ConfigureAwait(false);
        var done = new AgentDone(purpose, Agent.Name, Attempt, outcome);
        await scope.PostDurablyAsync(done, Task).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return new TurnResult.Ended(done);
    }

    private void Tell(UnitScope scope, AgentEvent e)
    {
        if (e is AgentEvent.Used used)
        {
            scope.ReportUsage(used.Usage);
        }

        var text = e switch
        {
            AgentEvent.ToolUsed tool => $"{tool.Tool} {tool.Detail}".TrimEnd(),
            AgentEvent.Said said => said.Text,
            _ => null,
        };
        if (!string.IsNullOrWhiteSpace(text))
        {
            scope.Post(new AgentActivity(text.Length > 120 ? text[..120] : text), Task);
        }
    }
}

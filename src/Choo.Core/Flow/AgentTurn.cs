using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Ports;
using Choo.Core.Specs;
using Choo.Core.State;

namespace Choo.Core.Flow;

/// <summary>One start of an agent, recorded before and after.</summary>
/// <param name="Purpose">task, baseline or conflict.</param>
/// <param name="Task">The task, null when the turn belongs to the whole unit.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="Prompt">The agent's prompt.</param>
internal sealed record AgentTurn(string Purpose, SpecTask? Task, int Attempt, string Prompt)
{
    /// <summary>
    /// How it ended, as far as the agent goes. A turn that only found its provider at its limit or overloaded is begun again when the
    /// provider is open. Throws <see cref="PortException"/> when no turn can succeed until a person did something.
    /// </summary>
    public async Task<AgentDone> RunAsync(UnitScope scope, Worktree worktree, CancellationToken cancellationToken)
    {
        while (true)
        {
            var done = await OnceAsync(scope, worktree, cancellationToken).ConfigureAwait(false);
            if (done.Outcome.Verdict == AgentVerdict.Unauthorized)
            {
                throw new PortException(Place(scope, AgentProblems.Of(done.Outcome, scope.Agent.Name, null)[0]));
            }

            // With a budget used up the next is refused, and the refusal says why.
            if (!Parking.IsParked(done.Outcome.Verdict) && done.Outcome.Verdict != AgentVerdict.OverBudget)
            {
                return done;
            }
        }
    }

    private async Task<AgentDone> OnceAsync(UnitScope scope, Worktree worktree, CancellationToken cancellationToken)
    {
        var number = scope.Progress.TurnsBegun + 1;
        var log = $"{scope.Unit.Id}-{(Task is null ? Purpose : $"{Task.Number:00}")}-turn{number}.log";
        var permit = await scope.BeginTurnAsync(new AgentInvoked(Purpose, scope.Agent.Name, Attempt, log), Task, cancellationToken).ConfigureAwait(false);
        if (permit is TurnPermit.Refused refused)
        {
            throw new PortException(refused.Diagnostic);
        }

        var request = new AgentRequest
        {
            Agent = scope.Agent,
            Worktree = worktree.Path,
            Unit = scope.Unit.Id,
            Task = Task?.Number ?? 0,
            Prompt = scope.Settings.Redactor.Redact(Prompt),
            LogName = log,
            Variables = scope.Variables(Task, Attempt),
            Halt = ((TurnPermit.Granted)permit).Halt,
        };
        var outcome = await new TurnSurroundings(scope, Task).DuringAsync(
            () => scope.Ports.Agents.RunAsync(request, e => Tell(scope, e), cancellationToken)).ConfigureAwait(false);
        var done = new AgentDone(Purpose, scope.Agent.Name, Attempt, outcome);
        await scope.PostDurablyAsync(done, Task).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return done;
    }

    private Diagnostic Place(UnitScope scope, Diagnostic problem) => Task is null
        ? problem with { File = scope.Unit.PlanPath, Line = 1, Column = 1, Message = $"{scope.Unit.Id}: {problem.Message}" }
        : problem with
        {
            File = Task.Path,
            Line = Task.BackpressureAt.Line,
            Column = Task.BackpressureAt.Column,
            Message = $"task {Task.Number} of {scope.Unit.Id}: {problem.Message}",
        };

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

using Choo.Core.Agents;
using Choo.Core.Ports;
using Choo.Core.Running;
using Choo.Core.Specs;

namespace Choo.Core.Units;

/// <summary>One start of an agent, told before and after.</summary>
/// <param name="Purpose">task, baseline or conflict.</param>
/// <param name="Task">The task, null when the turn belongs to the whole unit.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="Prompt">What it is told.</param>
internal sealed record AgentTurn(string Purpose, SpecTask? Task, int Attempt, string Prompt)
{
    public async Task<AgentDone> RunAsync(UnitScope scope, Worktree worktree, CancellationToken cancellationToken)
    {
        var number = scope.Progress.TurnsBegun + 1;
        var log = $"{scope.Unit.Id}-{(Task is null ? Purpose : $"{Task.Number:00}")}-turn{number}.log";
        await scope.PostDurablyAsync(new AgentInvoked(Purpose, scope.Agent.Name, Attempt, log), Task).ConfigureAwait(false);
        var request = new AgentRequest
        {
            Agent = scope.Agent,
            Worktree = worktree.Path,
            Unit = scope.Unit.Id,
            Task = Task?.Number ?? 0,
            Prompt = Prompt,
            LogName = log,
            Variables = scope.Variables(Task, Attempt),
        };
        var outcome = await scope.Ports.Agents.RunAsync(request, e => Tell(scope, e), cancellationToken).ConfigureAwait(false);
        var done = new AgentDone(Purpose, scope.Agent.Name, Attempt, outcome);
        await scope.PostDurablyAsync(done, Task).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return done;
    }

    private void Tell(UnitScope scope, AgentEvent e)
    {
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

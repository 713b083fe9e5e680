using Choo.Core.Agents;

namespace Choo.Core.Ports;

/// <summary>Starts agents' command lines.</summary>
public interface IAgents
{
    /// <summary>Runs one turn to its end and ends its whole process tree; never throws for an agent's failure.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="observe">Told of what the agent does, on any thread.</param>
    /// <param name="cancellationToken">Ends the tree.</param>
    Task<AgentOutcome> RunAsync(AgentRequest request, Action<AgentEvent> observe, CancellationToken cancellationToken);
}

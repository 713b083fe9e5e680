namespace Choo.Core.Agents;

/// <summary>Something an agent did while its turn ran, for those who watch. A closed set.</summary>
public abstract record AgentEvent
{
    private AgentEvent()
    {
    }

    /// <summary>The session began.</summary>
    /// <param name="Session">Session or thread id.</param>
    public sealed record Started(string Session) : AgentEvent;

    /// <summary>The agent called a tool.</summary>
    /// <param name="Tool">The tool's name.</param>
    /// <param name="Detail">A command or path, at most 80 characters.</param>
    public sealed record ToolUsed(string Tool, string Detail) : AgentEvent;

    /// <summary>The agent wrote a message.</summary>
    /// <param name="Text">At most 200 characters.</param>
    public sealed record Said(string Text) : AgentEvent;

    /// <summary>Tokens and cost so far.</summary>
    /// <param name="Usage">The turn's running total.</param>
    public sealed record Used(AgentUsage Usage) : AgentEvent;

    /// <summary>A request to its model failed and it tries again.</summary>
    /// <param name="Attempt">Which retry, from 1; 0 when not said.</param>
    /// <param name="Status">HTTP status, null when there was none.</param>
    /// <param name="Reason">At most 200 characters.</param>
    public sealed record Retried(int Attempt, int? Status, string Reason) : AgentEvent;
}

using Choo.Core.Agents;
using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Core.Ports;

/// <summary>Where flows say what happened. Events of one flow keep their order.</summary>
public interface IEvents
{
    /// <summary>Records an event.</summary>
    void Post(string? unit, int? task, EventData data);

    /// <summary>Records an event and returns when it is on the disk: for what must be recorded before an outside effect.</summary>
    Task PostDurablyAsync(string? unit, int? task, EventData data);

    /// <summary>Reports what a unit's running turn has used so far.</summary>
    void ReportUsage(string unit, AgentUsage usage);

    /// <summary>Asks to start an agent, and returns when it may (its beginning is on the disk then) or may not. While its provider is paused, this waits.</summary>
    Task<TurnPermit> BeginTurnAsync(string unit, int? task, AgentInvoked turn, CancellationToken cancellationToken);
}

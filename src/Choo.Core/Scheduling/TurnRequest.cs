using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Core.Scheduling;

/// <summary>A turn that asks to start.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Task">The task; null for a turn of the whole unit.</param>
/// <param name="Turn">What is recorded when it starts.</param>
internal sealed record TurnRequest(string Unit, int? Task, AgentInvoked Turn)
{
    /// <summary>The answer, once there is one.</summary>
    public TaskCompletionSource<TurnPermit> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

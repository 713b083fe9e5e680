using Choo.Core.State;

namespace Choo.Core.Scheduling;

/// <summary>What the parts of the loop share.</summary>
/// <param name="State">The run's state; only the recorder changes it.</param>
/// <param name="Inbox">What was posted.</param>
/// <param name="Recorder">Records events.</param>
/// <param name="Flows">The flows.</param>
/// <param name="Clock">The clock.</param>
internal sealed record LoopParts(RunState State, Inbox Inbox, EventRecorder Recorder, RunFlows Flows, TimeProvider Clock);

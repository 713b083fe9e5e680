using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Core.Scheduling;

/// <summary>Carries out what the state and the landing queue of an open run ask for. Touched by the loop alone.</summary>
internal sealed class Dispatcher
{
    private readonly LoopParts loop;
    private readonly RunWork work;
    private readonly TurnGate gate;
    private readonly RunEnd end;
    private readonly LandingDriver landing;
    private readonly LandingSteps steps;

    /// <param name="loop">The loop it belongs to.</param>
    /// <param name="work">What the run works with.</param>
    /// <param name="gate">Where turns start.</param>
    /// <param name="end">The run's end.</param>
    public Dispatcher(LoopParts loop, RunWork work, TurnGate gate, RunEnd end)
    {
        (this.loop, this.work, this.gate, this.end) = (loop, work, gate, end);
        landing = new LandingDriver(work.Queue, work.Landing, loop.State, loop.Inbox, loop.Clock);
        steps = new LandingSteps(landing, loop);
        loop.Recorder.LeftLanding = landing.Leave;
        loop.Recorder.Left = work.Left;
        foreach (var (unit, provider) in work.Providers)
        {
            loop.State.UseProvider(unit, provider);
        }
    }

    /// <summary>Does all that there is to do now; returns how long until something is due by itself, null when nothing is.</summary>
    public TimeSpan? Advance()
    {
        gate.Decide();
        do
        {
            while (loop.State.TakeNextCommand() is { } command)
            {
                CarryOut(command);
            }
        }
        while (steps.Advance());

        // A paused provider may be asked again, a budget of time is used up, or a proof has waited long enough for more units.
        return new[] { gate.Left, landing.Lingers }.Min();
    }

    private void CarryOut(Command command)
    {
        switch (command)
        {
            case Command.Enqueue queue:
                loop.Recorder.Record(queue.Unit, null, new UnitQueued());
                break;
            case Command.Block block:
                loop.Recorder.Record(block.Unit, null, Blockage.Of(loop.State, block));
                break;
            case Command.WaitForLock wait:
                loop.Recorder.Record(wait.Unit, null, new UnitLocked(wait.Lock, wait.Holder));
                break;
            case Command.Hold hold:
                loop.Recorder.Record(hold.Unit, null, new UnitWaiting(hold.Why));
                break;
            case Command.Start start:
                Start(loop.State.Unit(start.Unit));
                break;
            case Command.Join join:
                landing.Join(join.Unit);
                break;
            case Command.Finish:
                end.Begin(work, refusal: null);
                break;
        }
    }

    private void Start(UnitProgress unit)
    {
        loop.Recorder.Record(unit.Id, null, new UnitStarted(unit.Planned.Tasks.Length, unit.CompletedTasks));
        var assignment = loop.State.AssignmentOf(unit.Id);
        loop.Flows.Add([unit.Id], stop => work.Runner.WorkAsync(assignment, loop.Inbox, stop));
    }
}

using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Core.Scheduling;

/// <summary>Does what the landing queue asks for: records it, or begins its flow. Touched by the loop alone.</summary>
internal sealed class LandingSteps(LandingDriver driver, LoopParts loop)
{
    /// <summary>Does all that it asks for now. False when nothing was recorded that may change what comes next.</summary>
    public bool Advance()
    {
        var moved = false;
        while (driver.TakeNext() is { } step)
        {
            switch (step)
            {
                case LandingStep.Event happened:
                    loop.Recorder.Record(happened.Unit, null, happened.Data);
                    moved = true;
                    break;
                case LandingStep.GiveUp giveUp:
                    loop.Recorder.Record(giveUp.Unit, null, new UnitFailed(KeepsMoving(loop.State.Unit(giveUp.Unit))));
                    moved = true;
                    break;
                case LandingStep.Flow flow:
                    Begin(flow);
                    break;
            }
        }

        return moved;
    }

    private void Begin(LandingStep.Flow flow)
    {
        foreach (var unit in flow.Begins is null ? [] : flow.Units)
        {
            loop.Recorder.Record(unit, null, flow.Begins!);
        }

        loop.Flows.Add(flow.Units, stop => RunAsync(flow, stop));
    }

    private async Task RunAsync(LandingStep.Flow flow, CancellationToken stop)
    {
        try
        {
            loop.Inbox.HandBack(await flow.RunAsync(stop).ConfigureAwait(false));
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            loop.Inbox.HandBack(flow.Broken);
            throw;
        }
    }

    private Diagnostic KeepsMoving(UnitProgress unit) => DiagnosticCodes.TargetKeepsMoving.At(
        unit.Planned.PlanPath, 1, 1, $"{loop.State.Started.Target} kept moving while {unit.Id} was about to land; `dotnet choo resume` tries again");
}

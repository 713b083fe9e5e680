using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Ports;

namespace Choo.Core.Scheduling;

/// <content>The flows that carry commands out, and what becomes of one that breaks.</content>
public sealed partial class RunLoop
{
    private Diagnostic? refusal;
    private bool waitsForTarget;

    private void BeginTarget()
    {
        if (options.ProveTarget is { } prove)
        {
            waitsForTarget = options.TargetFirst;
            flowsToStart.Add(token => TargetAsync(prove, token));
        }
    }

    private async Task TargetAsync(Func<IEvents, CancellationToken, Task<Diagnostic?>> prove, CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            var red = await prove(this, stop).ConfigureAwait(false);
            HandBack(() => (refusal, waitsForTarget) = (red, false));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It is proved by the next start.
        }
        catch (PortException failure)
        {
            HandBack(() => refusal = failure.Diagnostic);
        }
        catch (Exception bug)
        {
            Note(bug);
            HandBack(() => refusal = DiagnosticCodes.Internal.Because($"{bug.GetType().Name}: {bug.Message}"));
        }
    }

    private async Task FinishAsync(Task[] others)
    {
        await Task.Yield();
        try
        {
            await Task.WhenAll(others).ConfigureAwait(false);

            // The units are over and this takes milliseconds: a stop that comes now has nothing left to stop.
            await options.CloseAsync(this, CancellationToken.None).ConfigureAwait(false);
        }
        catch (PortException failure)
        {
            Post(null, null, new DiagnosticReported(failure.Diagnostic));
        }
        catch (Exception bug)
        {
            Note(bug);
            Post(null, null, new DiagnosticReported(DiagnosticCodes.Internal.Because($"{bug.GetType().Name}: {bug.Message}")));
        }

        Post(null, null, refusal is null ? Summary() : Refused(refusal));
    }

    private RunFailed Refused(Diagnostic reason) => new()
    {
        Complete = state.Counts.Complete,
        Failed = state.Counts.Failed,
        Blocked = state.Units.Count - state.Counts.Complete - state.Counts.Failed,
        DurationMs = (long)options.Clock.GetElapsedTime(startedAt).TotalMilliseconds,
        Reason = reason,
    };

    /// <summary>Does what the landing queue asks for, as far as it takes no time. False when nothing was left to do.</summary>
    private bool AdvanceLanding()
    {
        var moved = false;
        while (landing.TakeNext() is { } step)
        {
            switch (step)
            {
                case LandingStep.Event happened:
                    Record(happened.Unit, null, happened.Data);
                    moved = true;
                    break;
                case LandingStep.GiveUp giveUp:
                    var unit = state.Unit(giveUp.Unit);
                    Record(unit.Id, null, new UnitFailed(DiagnosticCodes.TargetKeepsMoving.At(
                        $"{unit.Planned.Path}/{Specs.Unit.PlanFile}", 1, 1, $"{state.Started.Target} kept moving while {unit.Id} was about to land; `dotnet choo resume` tries again")));
                    moved = true;
                    break;
                case LandingStep.Flow flow:
                    foreach (var each in flow.Begins is null ? [] : flow.Units)
                    {
                        Record(each, null, flow.Begins!);
                    }

                    flowsToStart.Add(token => FlowAsync(flow.Units, () => LandingAsync(flow, token), token));
                    break;
            }
        }

        return moved;
    }

    private async Task LandingAsync(LandingStep.Flow flow, CancellationToken stop)
    {
        try
        {
            HandBack(await flow.RunAsync(stop).ConfigureAwait(false));
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            HandBack(flow.Broken);
            throw;
        }
    }

    private void HandBack(Action apply) => inbox.Writer.TryWrite(new Posted(null, null, null, null) { Apply = apply });

    private async Task FlowAsync(IReadOnlyList<string> units, Func<Task> work, CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What it had done is in the journal and in git; resume continues from there.
        }
        catch (PortException failure)
        {
            Fail(units, failure.Diagnostic);
        }
        catch (Exception bug)
        {
            Note(bug);
            Fail(units, DiagnosticCodes.Internal.Because($"{bug.GetType().Name}: {bug.Message}"));
        }
    }

    /// <summary>A full disk may be the bug, and then the note of it fails too; the run's end must not wait for it.</summary>
    private void Note(Exception bug)
    {
        try
        {
            options.Bug(bug);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Post(null, null, new DiagnosticReported(DiagnosticCodes.CannotWrite.Because($"the details of a fault could not be kept: {refused.Message}")));
        }
    }

    /// <summary>Every unit of a flow that broke and that is not over yet. Told through the inbox: only the loop knows the states.</summary>
    private void Fail(IReadOnlyList<string> units, Diagnostic diagnostic)
    {
        foreach (var unit in units)
        {
            // A disk without room is nobody's fault.
            Post(unit, null, diagnostic.Code == DiagnosticCodes.DiskFull.Id ? new UnitWaiting(diagnostic) : new UnitFailed(diagnostic));
        }
    }
}

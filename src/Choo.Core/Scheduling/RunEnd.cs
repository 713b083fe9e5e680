using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Ports;

namespace Choo.Core.Scheduling;

/// <summary>The end of a run: what it held is given back, and its last event says how it went.</summary>
internal sealed class RunEnd(LoopParts loop)
{
    private readonly long startedAt = loop.Clock.GetTimestamp();

    /// <summary>A flow that ends the run after those that have been started.</summary>
    /// <param name="work">What the run worked with.</param>
    /// <param name="refusal">Why it could not go on; null when every unit has ended.</param>
    public void Begin(RunWork work, Diagnostic? refusal) => loop.Flows.Add(stop => FinishAsync(work, [.. loop.Flows.Started], refusal, stop));

    private async Task FinishAsync(RunWork work, Task[] others, Diagnostic? refusal, CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            await Task.WhenAll(others).ConfigureAwait(false);

            // The units are over and this takes milliseconds: a stop that comes now has nothing left to stop.
            await work.CloseAsync(loop.Inbox, CancellationToken.None).ConfigureAwait(false);
            if (refusal is null && work.ProposeAsync is { } propose && loop.State.Counts.ExitCode == 0)
            {
                refusal = await propose(loop.Inbox, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run is interrupted: a resume proposes what it has.
            return;
        }
        catch (PortException failure)
        {
            refusal = Told(failure.Diagnostic);
        }
        catch (Exception fault)
        {
            refusal = Told(loop.Flows.Explain(fault));
        }

        loop.Inbox.Post(null, null, refusal is null ? Summary() : Refused(refusal));

        // Where something is to be proposed at the end and was not, the run is not complete.
        Diagnostic? Told(Diagnostic problem)
        {
            loop.Inbox.Post(null, null, new DiagnosticReported(problem));
            return refusal ?? (work.ProposeAsync is null ? null : problem);
        }
    }

    private EventData Summary()
    {
        var counts = loop.State.Counts;
        return counts.ExitCode == 0
            ? new RunCompleted(counts.Complete, DurationMs)
            : new RunFailed
            {
                Complete = counts.Complete,
                Failed = counts.Failed,
                Blocked = counts.Blocked,
                Waiting = counts.Waiting,
                DurationMs = DurationMs,
            };
    }

    private RunFailed Refused(Diagnostic reason) => new()
    {
        Complete = loop.State.Counts.Complete,
        Failed = loop.State.Counts.Failed,
        Blocked = loop.State.Units.Count - loop.State.Counts.Complete - loop.State.Counts.Failed,
        DurationMs = DurationMs,
        Reason = reason,
    };

    private long DurationMs => (long)loop.Clock.GetElapsedTime(startedAt).TotalMilliseconds;
}

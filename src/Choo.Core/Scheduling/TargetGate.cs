using Choo.Core.Diagnostics;
using Choo.Core.Ports;

namespace Choo.Core.Scheduling;

/// <summary>The proof of the target itself: units may have to wait for it, and nothing goes on when it fails. Touched by the loop alone.</summary>
internal sealed class TargetGate(Inbox inbox, RunFlows flows)
{
    private bool isAwaited;

    /// <summary>Why the run cannot go on; null while it can.</summary>
    public Diagnostic? Refusal { get; private set; }

    /// <summary>Whether no unit may start now.</summary>
    public bool IsClosed => isAwaited || Refusal is not null;

    /// <summary>Begins to prove it, where that is asked for.</summary>
    public void Begin(RunWork work)
    {
        if (work.ProveTarget is { } prove)
        {
            isAwaited = work.TargetFirst;
            flows.Add(stop => ProveAsync(prove, stop));
        }
    }

    private async Task ProveAsync(Func<IEvents, CancellationToken, Task<Diagnostic?>> prove, CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            End(await prove(inbox, stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It is proved by the next start.
        }
        catch (PortException failure)
        {
            End(failure.Diagnostic);
        }
        catch (Exception fault)
        {
            End(flows.Explain(fault));
        }
    }

    private void End(Diagnostic? problem) => inbox.HandBack(() => (Refusal, isAwaited) = (problem, false));
}

using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Ports;

namespace Choo.Core.Scheduling;

/// <summary>The flows that carry out what the loop decides, and what becomes of one that breaks. They are added on the loop's thread and run on others.</summary>
internal sealed class RunFlows(Inbox inbox, Action<Exception> bug)
{
    private readonly List<Func<CancellationToken, Task>> added = [];
    private readonly List<Task> started = [];

    /// <summary>Those that were started and have not ended well.</summary>
    public IReadOnlyList<Task> Started => started;

    /// <summary>Whether none runs.</summary>
    public bool HaveEnded => started.TrueForAll(flow => flow.IsCompleted);

    /// <summary>A flow that starts with the next <see cref="Start"/>. It must not throw.</summary>
    public void Add(Func<CancellationToken, Task> flow) => added.Add(flow);

    /// <summary>A flow about units: when it breaks, those of them that have not ended fail.</summary>
    public void Add(IReadOnlyList<string> units, Func<CancellationToken, Task> work) => added.Add(stop => RunAsync(units, work, stop));

    /// <summary>Starts what was added.</summary>
    public void Start(CancellationToken stop)
    {
        foreach (var flow in added)
        {
            started.Add(flow(stop));
        }

        added.Clear();
        started.RemoveAll(flow => flow.IsCompletedSuccessfully);
    }

    /// <summary>An exception that nobody expected, as a problem; its details are kept.</summary>
    public Diagnostic Explain(Exception fault)
    {
        try
        {
            bug(fault);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // A full disk may be the fault, and then the note of it fails too; the run's end must not wait for it.
            inbox.Post(null, null, new DiagnosticReported(DiagnosticCodes.CannotWrite.Because($"the details of a fault could not be kept: {refused.Message}")));
        }

        return DiagnosticCodes.Internal.Because($"{fault.GetType().Name}: {fault.Message}");
    }

    private async Task RunAsync(IReadOnlyList<string> units, Func<CancellationToken, Task> work, CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            await work(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What it had done is in the journal and in git; resume continues from there.
        }
        catch (PortException failure)
        {
            Fail(units, failure.Diagnostic);
        }
        catch (Exception fault)
        {
            Fail(units, Explain(fault));
        }
    }

    /// <summary>Told through the inbox: only the loop knows which of them have ended.</summary>
    private void Fail(IReadOnlyList<string> units, Diagnostic diagnostic)
    {
        foreach (var unit in units)
        {
            // A disk without room is nobody's fault.
            inbox.Post(unit, null, diagnostic.Code == DiagnosticCodes.DiskFull.Id ? new UnitWaiting(diagnostic) : new UnitFailed(diagnostic));
        }
    }
}

using System.Runtime.ExceptionServices;
using Choo.Core.Events;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Core.Scheduling;

/// <summary>
/// The one loop that touches the state, from the run's first event to its last: it takes posted events, folds them in, journals them,
/// notifies the watchers, and carries out what the state decides. Units run as concurrent flows; nothing polls.
/// </summary>
public sealed class RunLoop
{
    private readonly RunLoopOptions options;
    private readonly LoopParts parts;
    private readonly Inbox inbox = new();
    private readonly RunFlows flows;
    private readonly RunningTurns turns;
    private readonly TurnGate gate;
    private readonly TargetGate target;
    private readonly RunEnd end;
    private RunWork? work;
    private Dispatcher? dispatcher;
    private ExceptionDispatchInfo? notOpened;

    /// <summary>A loop over a state; events already journaled have sequence numbers up to <see cref="RunLoopOptions.LastSeq"/>.</summary>
    public RunLoop(RunState state, RunLoopOptions options)
    {
        this.options = options;
        flows = new RunFlows(inbox, options.Bug);
        parts = new LoopParts(state, inbox, new EventRecorder(state, options), flows, options.Clock);
        turns = new RunningTurns(state, options.Budget, options.Clock);
        gate = new TurnGate(parts, turns);
        target = new TargetGate(inbox, flows);
        end = new RunEnd(parts);
    }

    /// <summary>Where to post what happened, also before the loop runs.</summary>
    public IEvents Events => inbox;

    /// <summary>Whether the journal has it that this start of the run began.</summary>
    public bool HasBegun => work is not null || parts.Recorder.HasBegun;

    /// <inheritdoc cref="Inbox.PostFoundAsync"/>
    public Task PostFoundAsync(string unit, int? task, EventData data, DateTimeOffset time) => inbox.PostFoundAsync(unit, task, data, time);

    /// <summary>
    /// Runs until nothing is left to do, or until <paramref name="stop"/> and every flow has ended. The state's End says which. Throws
    /// <see cref="PortException"/> when the journal cannot be written, and what the opening threw, after every flow has ended.
    /// </summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var alarm = new Alarm(options.Clock, inbox.Wake);
        try
        {
            await RunAsync(alarm, broken, stop).ConfigureAwait(false);
        }
        catch
        {
            // Without its journal nothing may go on, and nothing is left running behind.
            await broken.CancelAsync().ConfigureAwait(false);
            await inbox.AbandonAsync(Task.WhenAll(flows.Started)).ConfigureAwait(false);
            throw;
        }
    }

    private async Task RunAsync(Alarm alarm, CancellationTokenSource flowStop, CancellationToken stop)
    {
        flows.Add(OpenAsync);
        Step(alarm, stop, flowStop.Token);
        while (work is null || parts.State.End is null)
        {
            if (stop.IsCancellationRequested && flows.HaveEnded)
            {
                Drain();
                if (parts.State.End is null && HasBegun)
                {
                    parts.Recorder.Record(null, null, new RunInterrupted(options.Signal()));
                }

                Publish(durable: true);
                return;
            }

            await inbox.WaitAsync(flows.Started, stop).ConfigureAwait(false);
            Drain();
            if (target.Refusal is { } refusal && !flowStop.IsCancellationRequested)
            {
                // The target fails its own baseline: what is under way is stopped, and its work is kept.
                await flowStop.CancelAsync().ConfigureAwait(false);
                end.Begin(work!, refusal);
            }

            Step(alarm, stop, flowStop.Token);
        }

        await Task.WhenAll(flows.Started).ConfigureAwait(false);
    }

    private async Task OpenAsync(CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            var opened = await options.OpenAsync(inbox, stop).ConfigureAwait(false);
            inbox.HandBack(() => Begin(opened));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What it had done is in the journal; the next start begins anew.
        }
        catch (Exception failure)
        {
            inbox.HandBack(() => notOpened = ExceptionDispatchInfo.Capture(failure));
        }
    }

    private void Begin(RunWork opened)
    {
        (work, dispatcher) = (opened, new Dispatcher(parts, opened, gate, end));
        target.Begin(opened);
    }

    private void Drain()
    {
        while (inbox.TryTake(out var next))
        {
            switch (next)
            {
                case Posted.Result result:
                    result.Apply();
                    break;
                case Posted.Turn turn:
                    gate.Ask(turn.Request);
                    break;
                case Posted.Usage usage:
                    turns.Use(usage.Unit, usage.Used);
                    break;
                case Posted.Event { Data: AgentActivity activity } shown:
                    parts.Recorder.Show(shown.Unit, shown.Task, activity);
                    break;
                case Posted.Event happened when !IsLate(happened):
                    parts.Recorder.Record(happened.Unit, happened.Task, happened.Data, happened.Found);
                    if (happened is { Unit: { } ended, Data: AgentDone or UnitFailed or UnitWaiting })
                    {
                        turns.End(ended);
                    }

                    break;
            }
        }
    }

    /// <summary>An end of a unit that has ended already, or units for a run that is about to end.</summary>
    private bool IsLate(Posted.Event item) => item.Found is null
        && ((item.Data is UnitsAdded && parts.State.IsFinishing)
            || (item is { Unit: { } unit, Data: UnitFailed or UnitCompleted or UnitWaiting } && parts.State.Unit(unit).State.IsTerminal())
            || (item is { Unit: { } landed, Data: UnitUndone } && parts.State.Unit(landed).State != UnitState.Complete));

    private void Step(Alarm alarm, CancellationToken stop, CancellationToken flowStop)
    {
        if (dispatcher is { } open && !stop.IsCancellationRequested && !target.IsClosed)
        {
            alarm.Set(open.Advance());
        }

        Publish(gate.HasAnswers || inbox.IsAwaited);
        flows.Start(flowStop);
    }

    private void Publish(bool durable)
    {
        parts.Recorder.Publish(durable);
        inbox.Written();
        gate.GiveAnswers();
        notOpened?.Throw();
    }
}

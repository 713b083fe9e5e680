using System.Threading.Channels;
using Choo.Core.Agents;
using Choo.Core.Events;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Core.Scheduling;

/// <summary>
/// The one loop that touches the state: it takes posted events, folds them in, journals them, notifies the watchers, and carries
/// out what the state decides. Units run as concurrent flows; nothing polls.
/// </summary>
public sealed partial class RunLoop : IEvents
{
    private readonly Channel<Posted> inbox = Channel.CreateUnbounded<Posted>(new() { SingleReader = true });
    private readonly List<RunEvent> batch = [];
    private readonly List<Posted> posted = [];
    private readonly List<Func<CancellationToken, Task>> flowsToStart = [];
    private readonly List<Task> flows = [];
    private readonly RunLoopOptions options;
    private readonly RunState state;
    private readonly LandingDriver landing;
    private readonly long startedAt;
    private ITimer? alarm;
    private long seq;

    /// <summary>A loop over a state; events already journaled have sequence numbers up to <see cref="RunLoopOptions.LastSeq"/>.</summary>
    public RunLoop(RunState state, RunLoopOptions options)
    {
        this.state = state;
        this.options = options;
        seq = options.LastSeq;
        startedAt = options.Clock.GetTimestamp();
        turns = new RunningTurns(state, options.Budget, options.Clock);
        landing = new LandingDriver(options.Queue, options.Landing, state, this, options.Clock);
    }

    /// <inheritdoc/>
    public void Post(string? unit, int? task, EventData data) => inbox.Writer.TryWrite(new Posted(unit, task, data, null));

    /// <inheritdoc/>
    public Task PostDurablyAsync(string? unit, int? task, EventData data)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        inbox.Writer.TryWrite(new Posted(unit, task, data, done));
        return done.Task;
    }

    /// <summary>Runs until nothing is left to do, or until <paramref name="stop"/> and every flow has ended. The state's End says which. Throws <see cref="PortException"/> when the journal cannot be written, after every flow has ended.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            await RunAsync(broken, stop).ConfigureAwait(false);
        }
        catch
        {
            // Without its journal nothing may go on, and nothing is left running behind.
            await broken.CancelAsync().ConfigureAwait(false);
            await AbandonAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            alarm?.Dispose();
        }
    }

    private async Task RunAsync(CancellationTokenSource flowStop, CancellationToken stop)
    {
        BeginTarget();
        Step(stop, flowStop.Token);
        while (state.End is null)
        {
            if (stop.IsCancellationRequested && flows.TrueForAll(flow => flow.IsCompleted))
            {
                Drain();
                if (state.End is null)
                {
                    Record(null, null, new RunInterrupted(options.Signal()));
                }

                Publish(durable: true);
                return;
            }

            await WaitAsync(stop).ConfigureAwait(false);
            Drain();
            if (refusal is not null && !flowStop.IsCancellationRequested)
            {
                // The target fails its own baseline: what is under way is stopped, and its work is kept.
                await flowStop.CancelAsync().ConfigureAwait(false);
                flowsToStart.Add(_ => FinishAsync([.. flows]));
            }

            Step(stop, flowStop.Token);
        }

        await Task.WhenAll(flows).ConfigureAwait(false);
    }

    /// <summary>Lets go of every flow that waits for the journal, until all have ended.</summary>
    private async Task AbandonAsync()
    {
        var ended = Task.WhenAll(flows);
        while (!ended.IsCompleted)
        {
            posted.ForEach(item => item.Done?.TrySetCanceled());
            posted.Clear();
            var more = inbox.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
            await Task.WhenAny(more, ended).ConfigureAwait(false);
            while (inbox.Reader.TryRead(out var next))
            {
                posted.Add(next);
            }
        }
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        var more = inbox.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
        if (stop.IsCancellationRequested)
        {
            await Task.WhenAny(more, Task.WhenAll(flows)).ConfigureAwait(false);
            return;
        }

        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(() => stopped.TrySetResult()).ConfigureAwait(false);
        await Task.WhenAny(more, stopped.Task).ConfigureAwait(false);
    }

    private void Drain()
    {
        while (inbox.Reader.TryRead(out var next))
        {
            posted.Add(next);
            if (next.Apply is { } apply)
            {
                apply();
            }
            else if (next.Request is { } request)
            {
                asked.Add(request);
            }
            else if (next is { Unit: { } unit, Usage: { } usage })
            {
                turns.Use(unit, usage);
            }
            else if (next.Data is AgentActivity activity)
            {
                options.Watch(new RunEvent(0, options.Clock.GetUtcNow(), options.Run, next.Unit, next.Task, EventSecrets.Redact(activity, options.Redactor)), state);
            }
            else if (next.Data is { } data && !IsLate(next))
            {
                Record(next.Unit, next.Task, data);
                if (next.Unit is { } ended && data is AgentDone or UnitFailed or UnitWaiting)
                {
                    turns.End(ended);
                }
            }
        }
    }

    /// <summary>An end of a unit that has ended already, or units for a run that is about to end.</summary>
    private bool IsLate(Posted item) =>
        (item.Data is UnitsAdded && state.IsFinishing)
        || (item is { Unit: { } unit, Data: UnitFailed or UnitCompleted or UnitWaiting } && state.Unit(unit).State.IsTerminal())
        || (item is { Unit: { } landed, Data: UnitUndone } && state.Unit(landed).State != UnitState.Complete);

    private void Step(CancellationToken stop, CancellationToken flowStop)
    {
        if (!stop.IsCancellationRequested && refusal is null && !waitsForTarget)
        {
            DecideTurns();
            do
            {
                while (state.TakeNextCommand() is { } command)
                {
                    CarryOut(command);
                }
            }
            while (AdvanceLanding());

            SetAlarm();
        }

        Publish(answered.Count > 0 || posted.Exists(item => item.Done is not null));
        foreach (var flow in flowsToStart)
        {
            flows.Add(flow(flowStop));
        }

        flowsToStart.Clear();
        flows.RemoveAll(flow => flow.IsCompletedSuccessfully);
    }

    private void CarryOut(Command command)
    {
        switch (command)
        {
            case Command.Enqueue queue:
                Record(queue.Unit, null, new UnitQueued());
                break;
            case Command.Block block:
                Record(block.Unit, null, Blockage.Of(state, block));
                break;
            case Command.WaitForLock wait:
                Record(wait.Unit, null, new UnitLocked(wait.Lock, wait.Holder));
                break;
            case Command.Hold hold:
                Record(hold.Unit, null, new UnitWaiting(hold.Why));
                break;
            case Command.Start start:
                var unit = state.Unit(start.Unit);
                Record(start.Unit, null, new UnitStarted(unit.Planned.Tasks.Length, unit.CompletedTasks));
                var assignment = UnitAssignment.Of(unit);
                flowsToStart.Add(token => FlowAsync([assignment.Id], () => options.Runner.WorkAsync(assignment, this, token), token));
                break;
            case Command.Join join:
                landing.Join(join.Unit);
                break;
            case Command.Finish:
                flowsToStart.Add(_ => FinishAsync([.. flows]));
                break;
        }
    }

    private EventData Summary()
    {
        var duration = (long)options.Clock.GetElapsedTime(startedAt).TotalMilliseconds;
        var counts = state.Counts;
        return counts.ExitCode == 0
            ? new RunCompleted(counts.Complete, duration)
            : new RunFailed
            {
                Complete = counts.Complete,
                Failed = counts.Failed,
                Blocked = counts.Blocked,
                Waiting = counts.Waiting,
                DurationMs = duration,
            };
    }

    private void Record(string? unit, int? task, EventData data)
    {
        var e = new RunEvent(++seq, options.Clock.GetUtcNow(), options.Run, unit, task, EventSecrets.Redact(data, options.Redactor));
        var before = unit is null ? null : state.StateOf(unit);
        state.Apply(e);
        batch.Add(e);
        if (before == UnitState.Merging && state.StateOf(unit!) is UnitState.Failed or UnitState.Waiting)
        {
            landing.Leave(unit!);
        }
    }

    private void Publish(bool durable)
    {
        if (batch.Count > 0)
        {
            options.Journal.Append(batch, durable);
            foreach (var e in batch)
            {
                options.Watch(e, state);
            }

            batch.Clear();
        }

        foreach (var item in posted)
        {
            item.Done?.TrySetResult();
        }

        posted.Clear();
        TellAnswers();
    }

    private sealed record Posted(string? Unit, int? Task, EventData? Data, TaskCompletionSource? Done)
    {
        /// <summary>Only time has passed.</summary>
        public static Posted Alarm { get; } = new(null, null, null, null);

        public TurnRequest? Request { get; init; }

        /// <summary>What a flow hands back to the loop.</summary>
        public Action? Apply { get; init; }

        public AgentUsage? Usage { get; init; }
    }
}

using System.Threading.Channels;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;

namespace Choo.Core.Running;

/// <summary>
/// The one loop that touches the state: it takes posted events, folds them in, journals them, tells the watchers, and carries
/// out what the state decides. Units run as concurrent flows; nothing polls.
/// </summary>
public sealed class RunLoop : IEvents
{
    private readonly Channel<Posted> inbox = Channel.CreateUnbounded<Posted>(new() { SingleReader = true });
    private readonly List<RunEvent> batch = [];
    private readonly List<Posted> posted = [];
    private readonly List<Command> flowsToStart = [];
    private readonly List<Task> flows = [];
    private readonly RunLoopOptions options;
    private readonly RunState state;
    private readonly long startedAt;
    private long seq;

    /// <summary>A loop over a state; events already journaled have sequence numbers up to <see cref="RunLoopOptions.LastSeq"/>.</summary>
    public RunLoop(RunState state, RunLoopOptions options)
    {
        this.state = state;
        this.options = options;
        seq = options.LastSeq;
        startedAt = options.Clock.GetTimestamp();
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

    /// <summary>Runs until nothing is left to do, or until <paramref name="stop"/> and every flow has ended. The state's End tells which. Throws <see cref="PortException"/> when the journal cannot be written, after every flow has ended.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            await RunAsync(stop, broken.Token).ConfigureAwait(false);
        }
        catch
        {
            // Without its journal nothing may go on, and nothing is left running behind.
            await broken.CancelAsync().ConfigureAwait(false);
            await AbandonAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task RunAsync(CancellationToken stop, CancellationToken flowStop)
    {
        Step(stop, flowStop);
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
            Step(stop, flowStop);
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
            if (next.Data is AgentActivity)
            {
                options.Watch(new RunEvent(0, options.Clock.GetUtcNow(), options.Run, next.Unit, next.Task, next.Data), state);
            }
            else if (next is not { Unit: not null, Data: UnitFailed or UnitCompleted or UnitWaiting } || !state.Unit(next.Unit).State.IsTerminal())
            {
                Record(next.Unit, next.Task, next.Data);
            }
        }
    }

    private void Step(CancellationToken stop, CancellationToken flowStop)
    {
        if (!stop.IsCancellationRequested)
        {
            while (state.Decide() is { } command)
            {
                CarryOut(command);
            }
        }

        Publish(posted.Exists(item => item.Done is not null));
        foreach (var command in flowsToStart)
        {
            flows.Add(command is Command.Finish ? FinishAsync([.. flows]) : FlowAsync(command, flowStop));
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
                Record(block.Unit, null, new UnitBlocked(block.By));
                break;
            case Command.Start start:
                var unit = state.Unit(start.Unit);
                Record(start.Unit, null, new UnitStarted(unit.Planned.Tasks.Length, unit.CompletedTasks));
                flowsToStart.Add(command);
                break;
            case Command.Land or Command.Finish:
                flowsToStart.Add(command);
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
        var e = new RunEvent(++seq, options.Clock.GetUtcNow(), options.Run, unit, task, data);
        state.Apply(e);
        batch.Add(e);
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
            Post(null, null, new Noted(failure.Diagnostic));
        }
        catch (Exception bug)
        {
            Note(bug);
            Post(null, null, new Noted(DiagnosticCodes.Internal.Because($"{bug.GetType().Name}: {bug.Message}")));
        }

        Post(null, null, Summary());
    }

    private async Task FlowAsync(Command command, CancellationToken stop)
    {
        await Task.Yield();
        UnitProgress[] units = command switch
        {
            Command.Start start => [state.Unit(start.Unit)],
            Command.Land land => [.. land.Units.Select(state.Unit)],
            _ => [],
        };
        try
        {
            var work = command is Command.Start
                ? options.Runner.WorkAsync(units[0], this, stop)
                : options.Runner.LandAsync(units, this, stop);
            await work.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What it had done is in the journal and in git; resume goes on from there.
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
            Post(null, null, new Noted(DiagnosticCodes.CannotWrite.Because($"the details of a fault could not be kept: {refused.Message}")));
        }
    }

    /// <summary>Every unit of a flow that broke and that is not over yet. Told through the inbox: only the loop knows the states.</summary>
    private void Fail(UnitProgress[] units, Diagnostic diagnostic)
    {
        foreach (var unit in units)
        {
            Post(unit.Id, null, new UnitFailed(diagnostic));
        }
    }

    private sealed record Posted(string? Unit, int? Task, EventData Data, TaskCompletionSource? Done);
}

using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Choo.Core.Agents;
using Choo.Core.Events;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Core.Scheduling;

/// <summary>Where flows post what happened, from any thread; the loop alone takes it out.</summary>
internal sealed class Inbox : IEvents
{
    private readonly Channel<Posted> channel = Channel.CreateUnbounded<Posted>(new() { SingleReader = true });
    private readonly List<TaskCompletionSource> waiting = [];

    /// <summary>Whether somebody waits until what was taken out is on the disk.</summary>
    public bool IsAwaited => waiting.Count > 0;

    /// <inheritdoc/>
    public void Post(string? unit, int? task, EventData data) => channel.Writer.TryWrite(new Posted.Event(unit, task, data));

    /// <inheritdoc/>
    public Task PostDurablyAsync(string? unit, int? task, EventData data) => PostDurablyAsync(new Posted.Event(unit, task, data));

    /// <summary>Records what an earlier start of the run did and did not record, and returns when it is on the disk.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="task">The task; null when it is the unit's.</param>
    /// <param name="data">What.</param>
    /// <param name="time">When, at the latest.</param>
    public Task PostFoundAsync(string unit, int? task, EventData data, DateTimeOffset time) =>
        PostDurablyAsync(new Posted.Event(unit, task, data) { Found = time });

    /// <inheritdoc/>
    public Task<TurnPermit> BeginTurnAsync(string unit, int? task, AgentInvoked turn, CancellationToken cancellationToken)
    {
        var request = new TurnRequest(unit, task, turn);
        channel.Writer.TryWrite(new Posted.Turn(request));
        return request.Answer.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void ReportUsage(string unit, AgentUsage usage) => channel.Writer.TryWrite(new Posted.Usage(unit, usage));

    /// <summary>Hands a flow's result to the loop's thread.</summary>
    public void HandBack(Action apply) => channel.Writer.TryWrite(new Posted.Result(apply));

    /// <summary>Lets the loop look at the time.</summary>
    public void Wake() => channel.Writer.TryWrite(new Posted.Alarm());

    /// <summary>The next that was posted; false when there is none just now.</summary>
    public bool TryTake([NotNullWhen(true)] out Posted? next)
    {
        if (!channel.Reader.TryRead(out next))
        {
            return false;
        }

        if (next is Posted.Event { Done: { } done })
        {
            waiting.Add(done);
        }

        return true;
    }

    /// <summary>All that was taken out is on the disk.</summary>
    public void Written()
    {
        waiting.ForEach(done => done.TrySetResult());
        waiting.Clear();
    }

    /// <summary>Returns when something was posted, or the run is to stop; after that also when every flow has ended.</summary>
    public async Task WaitAsync(IEnumerable<Task> flows, CancellationToken stop)
    {
        var more = channel.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
        if (stop.IsCancellationRequested)
        {
            await Task.WhenAny(more, Task.WhenAll(flows)).ConfigureAwait(false);
            return;
        }

        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(() => stopped.TrySetResult()).ConfigureAwait(false);
        await Task.WhenAny(more, stopped.Task).ConfigureAwait(false);
    }

    /// <summary>Lets go of every flow that waits for the disk, until all have ended.</summary>
    public async Task AbandonAsync(Task ended)
    {
        while (!ended.IsCompleted)
        {
            waiting.ForEach(done => done.TrySetCanceled());
            waiting.Clear();
            var more = channel.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
            await Task.WhenAny(more, ended).ConfigureAwait(false);
            while (TryTake(out _))
            {
                // Nothing is recorded any more.
            }
        }
    }

    private Task PostDurablyAsync(Posted.Event posted)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.Writer.TryWrite(posted with { Done = done });
        return done.Task;
    }
}

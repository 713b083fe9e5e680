using System.Collections.Concurrent;
using System.Collections.Immutable;
using Choo.Adapters.Escalation;
using Choo.Adapters.Processes;
using Choo.Core.Diagnostics;
using Choo.Core.Escalation;
using Choo.Core.Events;
using Choo.Core.Ports;

namespace Choo.Engine;

/// <summary>
/// Tells a person what happened, beside the run's way: each channel gets its messages one after the other, and nobody waits for them but the
/// run's end, which waits for a while only. What arrived is journaled; what did not is a warning.
/// </summary>
internal sealed class Escalations : IAsyncDisposable
{
    // A person who stops a run wants it stopped.
    private static readonly TimeSpan AfterStop = TimeSpan.FromSeconds(2);

    private readonly EscalationFold fold;
    private readonly ImmutableArray<IEscalationChannel> channels;
    private readonly Action<string?, EventData> post;
    private readonly TimeProvider clock;
    private readonly TimeSpan patience;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Task> newest = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Diagnostic> late = new();
    private CancellationTokenSource giveUp = new();
    private EventData? end;

    /// <param name="fold">Decides what is told.</param>
    /// <param name="channels">The channels that the fold knows.</param>
    /// <param name="post">Takes what is to be journaled, and of which unit it is.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="patience">How long the run's end waits.</param>
    public Escalations(EscalationFold fold, ImmutableArray<IEscalationChannel> channels, Action<string?, EventData> post, TimeProvider clock, TimeSpan patience) =>
        (this.fold, this.channels, this.post, this.clock, this.patience) = (fold, channels, post, clock, patience);

    /// <summary>Why channels that are configured cannot be used: warnings for the journal.</summary>
    public ImmutableArray<Diagnostic> Problems { get; private init; } = [];

    /// <summary>With the channels that are configured.</summary>
    public static Escalations Open(RunInputs inputs, RunRequest request, string run, RunSecrets secrets, Action<string?, EventData> post)
    {
        var config = inputs.Config.Escalation;
        var opened = new EscalationOpening
        {
            Config = config,
            Variables = secrets.Own,
            CommandEnvironment = new Dictionary<string, string>(secrets.OfGates()) { [ChildEnvironment.RunVariable] = run },
            Folder = inputs.Repository.Root,
            Redactor = secrets.Redactor,
            Version = request.Version,
            Time = request.Clock,
        }.Open();
        var fold = new EscalationFold(Path.GetFileName(inputs.Repository.Root), config.When, [.. opened.All.Select(channel => channel.Name)]);
        return new Escalations(fold, opened.All, post, request.Clock, config.Timeout) { Problems = opened.Problems };
    }

    /// <summary>Takes in an event of a resumed run's earlier starts.</summary>
    public void Seed(RunEvent e)
    {
        if (!channels.IsEmpty)
        {
            fold.Apply(e);
        }
    }

    /// <summary>To be called with every event of this start, one at a time. Never waits.</summary>
    public void OnEvent(RunEvent e)
    {
        if (channels.IsEmpty || e.Data is AgentActivity)
        {
            return;
        }

        lock (gate)
        {
            end = e.Data is RunCompleted or RunFailed or RunInterrupted ? e.Data : end;
            if (fold.Apply(e) is not { } due)
            {
                return;
            }

            foreach (var channel in channels.Where(each => due.Channels.Contains(each.Name)))
            {
                newest[channel.Name] = DeliverAsync(newest.GetValueOrDefault(channel.Name, Task.CompletedTask), channel, due.Message, giveUp.Token);
            }
        }
    }

    /// <summary>Waits until all that is on its way arrived or was given up: for the patience's time, then what is left is given up.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => SettleAsync(patience, cancellationToken);

    /// <summary>To be called after the run's last event: the same, for a short while where a person stopped the run; the warnings that came too late for the journal.</summary>
    public async Task<IReadOnlyList<Diagnostic>> EndAsync(CancellationToken cancellationToken)
    {
        await SettleAsync(end is RunInterrupted && AfterStop < patience ? AfterStop : patience, cancellationToken).ConfigureAwait(false);
        return [.. late];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await SettleAsync(TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
        giveUp.Dispose();
        foreach (var channel in channels.OfType<IDisposable>())
        {
            channel.Dispose();
        }
    }

    private async Task SettleAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        Task all;
        lock (gate)
        {
            all = Task.WhenAll(newest.Values);
        }

        if (all.IsCompleted)
        {
            return;
        }

        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(all, Task.Delay(atMost, clock, done.Token)).ConfigureAwait(false);
        await done.CancelAsync().ConfigureAwait(false);
        if (all.IsCompleted)
        {
            return;
        }

        CancellationTokenSource over;
        lock (gate)
        {
            (over, giveUp) = (giveUp, new CancellationTokenSource());
        }

        await over.CancelAsync().ConfigureAwait(false);
        await all.ConfigureAwait(false);
        over.Dispose();
    }

    /// <summary>Delivers after the one before. Never throws.</summary>
    private async Task DeliverAsync(Task before, IEscalationChannel channel, EscalationMessage message, CancellationToken stop)
    {
        await Task.Yield();
        await before.ConfigureAwait(false);
        try
        {
            stop.ThrowIfCancellationRequested();
            if (await channel.SendAsync(message, stop).ConfigureAwait(false) is { } problem)
            {
                Report(problem);
                return;
            }

            post(message.Unit, new EscalationSent(channel.Name, message.Id, message.Title));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Report(DiagnosticCodes.EscalationNotDelivered.Because($"{channel.Name} did not get \"{message.Title}\" before the run's end"));
        }
        catch (Exception fault)
        {
            // Whatever it is, it is no reason for a run to fail; its text may hold an address.
            Report(DiagnosticCodes.EscalationNotDelivered.Because($"{channel.Name} did not get \"{message.Title}\": {fault.GetType().Name}"));
        }
    }

    private void Report(Diagnostic problem)
    {
        if (Volatile.Read(ref end) is null)
        {
            post(null, new DiagnosticReported(problem));
        }
        else
        {
            late.Enqueue(problem);
        }
    }
}

using System.Collections.Concurrent;
using Choo.Core.Diagnostics;
using Choo.Core.Escalation;
using Choo.Core.Events;
using Choo.Core.Ports;
using Choo.Engine;
using Choo.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Escalation;

/// <summary>Messages go beside the run's way: nobody waits for them but the run's end, and that for a while only.</summary>
public sealed class EscalationsTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider clock = new();
    private readonly ConcurrentQueue<(string? Unit, EventData Data)> posted = new();
    private readonly StubChannel slack = new("slack");
    private readonly StubChannel command = new("command");
    private readonly Escalations escalations;
    private long seq;

    public EscalationsTests()
    {
        var fold = new EscalationFold("app", ["failed", "ended"], ["slack", "command"]);
        escalations = new Escalations(fold, [slack, command], (unit, data) => posted.Enqueue((unit, data)), clock, Patience);
    }

    public ValueTask DisposeAsync() => escalations.DisposeAsync();

    private void Tell(string? unit, EventData data) => escalations.OnEvent(new RunEvent(++seq, clock.GetUtcNow(), "run", unit, null, data));

    private void Fail(string unit) => Tell(unit, new UnitFailed(DiagnosticCodes.BackpressureFailed.Because($"{unit} is red")));

    private IEnumerable<string> Warnings => posted.Select(each => each.Data).OfType<DiagnosticReported>().Select(each => each.Diagnostic.Message);

    [Fact(Timeout = 30000)]
    public async Task What_arrives_is_journaled_and_what_does_not_is_a_warning()
    {
        command.Answer = (_, _) => Task.FromResult<Diagnostic?>(DiagnosticCodes.EscalationNotDelivered.Because("no"));
        Fail("a");
        Fail("b");
        await escalations.SettleAsync(default);
        Assert.Equal(["a failed (CHOO4101)", "b failed (CHOO4101)"], slack.Got);
        Assert.Equal([("a", "slack"), ("b", "slack")], posted.Select(each => each.Data is EscalationSent sent ? (each.Unit!, sent.Channel) : default).Where(each => each.Item1 is not null));
        Assert.Equal(["no", "no"], Warnings);
    }

    [Fact(Timeout = 30000)]
    public async Task A_slow_channel_holds_nobody_up_and_is_given_up_at_the_end_in_time_for_the_journal()
    {
        slack.Answer = StubChannel.Never;
        Fail("a");
        Fail("b");
        var settled = escalations.SettleAsync(default);
        Assert.False(settled.IsCompleted);
        clock.Advance(Patience - TimeSpan.FromMilliseconds(1));
        await command.Two;
        Assert.False(settled.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await settled;
        Assert.Equal(["slack did not get \"a failed (CHOO4101)\" before the run's end", "slack did not get \"b failed (CHOO4101)\" before the run's end"], Warnings);
    }

    [Fact(Timeout = 30000)]
    public async Task The_end_is_told_after_the_last_event_and_its_warnings_are_handed_back()
    {
        slack.Answer = (_, _) => throw new InvalidOperationException("https://hooks.slack.com/hush");
        Tell(null, new RunCompleted(1, 1));
        Assert.Equal("slack did not get \"run complete: 1 unit\": InvalidOperationException", Assert.Single(await escalations.EndAsync(default)).Message);
        Assert.Equal(["run complete: 1 unit"], command.Got);
        Assert.Empty(Warnings);
    }

    [Fact(Timeout = 30000)]
    public async Task What_was_given_up_does_not_keep_the_end_from_being_told()
    {
        slack.Answer = (message, stop) => message.Kind == EscalationKind.Ended ? Task.FromResult<Diagnostic?>(null) : StubChannel.Never(message, stop);
        Fail("a");
        await clock.AdvanceUntilAsync(escalations.SettleAsync(default));
        Tell(null, new RunFailed { Failed = 1 });
        Assert.Empty(await escalations.EndAsync(default));
        Assert.Equal("run ended: 0 complete, 1 failed, 0 blocked, 0 waiting", slack.Got.Last());
    }

    [Theory(Timeout = 30000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_who_stops_the_run_waits_two_seconds_and_not_at_all_when_asked_twice(bool twice)
    {
        slack.Answer = StubChannel.Never;
        using var kill = new CancellationTokenSource();
        Tell(null, new RunInterrupted(RunSignal.SIGINT));
        var ended = escalations.EndAsync(kill.Token);
        if (twice)
        {
            await kill.CancelAsync();
        }
        else
        {
            clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Single(await ended);
    }

    [Fact(Timeout = 30000)]
    public async Task With_nothing_on_its_way_nobody_waits()
    {
        Tell("a", new UnitQueued());
        Assert.True(escalations.SettleAsync(default).IsCompleted);
        Assert.Empty(await escalations.EndAsync(default));
    }

    private sealed class StubChannel(string name) : IEscalationChannel
    {
        private readonly TaskCompletionSource two = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => name;

        public ConcurrentQueue<string> Got { get; } = new();

        /// <summary>Two messages came.</summary>
        public Task Two => two.Task;

        public Func<EscalationMessage, CancellationToken, Task<Diagnostic?>> Answer { get; set; } = (_, _) => Task.FromResult<Diagnostic?>(null);

        public static async Task<Diagnostic?> Never(EscalationMessage message, CancellationToken stop)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            return null;
        }

        public Task<Diagnostic?> SendAsync(EscalationMessage message, CancellationToken cancellationToken)
        {
            Got.Enqueue(message.Title);
            if (Got.Count == 2)
            {
                two.TrySetResult();
            }

            return Answer(message, cancellationToken);
        }
    }
}

using System.Collections.Immutable;
using Choo.Core.Escalation;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Core.Tests.State;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Choo.Core.Tests.Escalation;

/// <summary>Random runs with crashes and units that join: every cause is told, and none twice.</summary>
public sealed class EscalationProperties
{
    private static readonly ImmutableArray<string> Channels = ["slack", "webhook"];

    private static readonly Gen<(int Units, int Seed, string[] When)> Runs =
        from units in Gen.Choose(0, 25)
        from seed in Gen.Choose(0, 1_000_000)
        from when in Gen.Elements<string[]>(["failed", "blocked", "waiting"], ["failed", "blocked", "waiting", "ended"], ["blocked"], ["failed"], ["waiting", "blocked"])
        select (units, seed, when);

    private static void ForAll(Action<Play> check) => Check.QuickThrowOnFailure(Prop.ForAll(Runs.ToArbitrary(), each => check(new Play(each.Units, each.Seed, each.When))));

    [Fact]
    public void No_cause_is_told_twice_within_a_start_nor_after_it_was_sent_while_a_unit_has_it() => ForAll(play => play.Run(due =>
    {
        Assert.NotEmpty(due.Channels);
        Assert.True(play.Told.Add(due.Message.Id), $"{due.Message.Title} is told again");
        Assert.All(due.Channels, channel => Assert.DoesNotContain((due.Message.Id, channel), play.Sent));
    }));

    [Fact]
    public void Every_unit_that_failed_waits_or_is_blocked_at_the_end_was_told_of_by_its_cause() => ForAll(play =>
    {
        var messages = new List<EscalationMessage>();
        play.Run(due => messages.Add(due.Message));
        if (!new[] { "failed", "blocked", "waiting" }.All(play.When.Contains))
        {
            return;
        }

        foreach (var unit in play.State.Units.Where(unit => unit.State is UnitState.Failed or UnitState.Waiting))
        {
            Assert.Contains(messages, message => message.Diagnostic == unit.Failure);
        }

        foreach (var unit in play.State.Units.Where(unit => unit.State == UnitState.Blocked))
        {
            Assert.Contains(messages, message => unit.BlockedBy.Any(root => message.Diagnostic == play.State.Unit(root).Failure));
        }
    });

    [Fact]
    public void A_message_lists_what_stands_behind_its_unit_and_nothing_that_is_complete() => ForAll(play => play.Run(due =>
    {
        if (due.Message.Unit is { } root)
        {
            Assert.DoesNotContain(root, due.Message.Blocks);
            Assert.Equal(due.Message.Blocks.Order(StringComparer.Ordinal).Distinct(), due.Message.Blocks);
            Assert.DoesNotContain(due.Message.Blocks, play.Complete.Contains);
        }
    }));

    [Fact]
    public void The_same_events_tell_the_same() => ForAll(play =>
    {
        var first = new List<string>();
        play.Run(due => first.Add(EscalationJson.Write(due.Message)));
        var fold = new EscalationFold("app", play.When, Channels);
        Assert.Equal(first, play.Journal.Select(fold.Apply).OfType<DueEscalation>().Select(due => EscalationJson.Write(due.Message)));
    });

    /// <summary>A simulated run with crashes, and channels that take some of the messages.</summary>
    private sealed class Play
    {
        private readonly Simulation simulation;
        private readonly Random random;
        private readonly EscalationFold fold;
        private readonly Dictionary<string, string> causes = [];
        private readonly Dictionary<string, string> ids = [];

        public Play(int units, int seed, string[] when)
        {
            (random, When) = (new Random(seed), when);
            simulation = new Simulation(units, 3, seed, additions: seed % 3);
            for (var crash = 0; crash < seed % 4; crash++)
            {
                simulation.Play(simulation.Events.Count + (seed % 37));
                simulation.Crash();
            }

            simulation.Play();
            fold = new EscalationFold("app", when, Channels);
        }

        public string[] When { get; }

        public RunState State => simulation.State;

        public HashSet<string> Told { get; } = [];

        public HashSet<(string Id, string Channel)> Sent { get; } = [];

        public HashSet<string> Complete { get; } = [];

        public List<RunEvent> Journal { get; } = [];

        public void Run(Action<DueEscalation> check)
        {
            Take(new RunEvent(0, DateTimeOffset.UnixEpoch, "run", null, null, simulation.Started), check);
            simulation.Events.ForEach(e => Take(e, check));
        }

        private void Take(RunEvent e, Action<DueEscalation> check)
        {
            Journal.Add(e);
            switch (e.Data)
            {
                case RunResumed:
                    Told.Clear();
                    break;
                case UnitCompleted:
                    Complete.Add(e.Unit!);
                    Forget(e.Unit!);
                    break;
            }

            if (((e.Data as UnitFailed)?.Diagnostic.Message ?? (e.Data as UnitWaiting)?.Diagnostic.Message) is { } cause)
            {
                if (causes.GetValueOrDefault(e.Unit!) != cause)
                {
                    Forget(e.Unit!);
                }

                causes[e.Unit!] = cause;
            }

            var due = fold.Apply(e);
            if (due is null)
            {
                return;
            }

            ids[due.Message.Diagnostic!.Message] = due.Message.Id;
            check(due);
            foreach (var channel in due.Channels.Where(_ => random.Next(3) > 0))
            {
                Sent.Add((due.Message.Id, channel));
                var sent = e with { Unit = due.Message.Unit, Data = new EscalationSent(channel, due.Message.Id, due.Message.Title) };
                Journal.Add(sent);
                Assert.Null(fold.Apply(sent));
            }
        }

        /// <summary>When no unit has a cause any more, it may be told anew.</summary>
        private void Forget(string unit)
        {
            if (causes.Remove(unit, out var cause) && !causes.ContainsValue(cause) && ids.TryGetValue(cause, out var id))
            {
                Told.Remove(id);
                Sent.RemoveWhere(each => each.Id == id);
            }
        }
    }
}

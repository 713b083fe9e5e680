using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Choo.Core.Tests.State;

/// <summary>Units of two providers, of which any may be paused at any time.</summary>
public sealed class PausedProvidersTests
{
    private static readonly string[] Names = ["claude", "codex"];

    private static RunState State(int units, int parallelism) => new(new RunStarted
    {
        Version = "1",
        Target = "main",
        Base = "base",
        TasksDir = "specs/tasks",
        Parallelism = parallelism,
        Units = [.. Enumerable.Range(0, units).Select(i => new PlannedUnit($"u{i}", $"specs/tasks/u{i}", [], Names[i % 2], []))],
    });

    private static AgentDone Done(string provider, AgentVerdict verdict, DateTimeOffset? resetsAt = null) =>
        new(TurnPurpose.Task, provider, 1, new AgentOutcome { Verdict = verdict, ExitCode = 1, DurationMs = 1, ResetsAt = resetsAt, Error = "said so" });

    private static RunEvent Event(string? unit, EventData data, int second = 0) => new(1, DateTimeOffset.UnixEpoch.AddSeconds(second), "run", unit, null, data);

    private static List<string> Starts(RunState state)
    {
        var starts = new List<string>();
        while (state.TakeNextCommand() is { } command)
        {
            switch (command)
            {
                case Command.Enqueue queue:
                    state.Apply(Event(queue.Unit, new UnitQueued()));
                    break;
                case Command.Start start:
                    starts.Add(start.Unit);
                    state.Apply(Event(start.Unit, new UnitStarted(1, 0)));
                    break;
                case Command.Hold hold:
                    state.Apply(Event(hold.Unit, new UnitWaiting(hold.Why)));
                    break;
                default:
                    return starts;
            }
        }

        return starts;
    }

    [Fact]
    public void Turns_that_are_refused_together_are_one_failure_and_a_later_time_moves_the_pause()
    {
        var state = State(4, 4);
        var reset = DateTimeOffset.UnixEpoch.AddHours(5);
        state.Apply(Event("u0", Done("claude", AgentVerdict.LimitReached)));
        var first = state.Providers.TakeNextPause()!;
        state.Apply(Event(null, first));
        state.Apply(Event("u2", Done("claude", AgentVerdict.LimitReached), 1));
        Assert.Null(state.Providers.TakeNextPause());
        state.Apply(Event("u2", Done("claude", AgentVerdict.LimitReached, reset), 2));
        var second = state.Providers.TakeNextPause()!;

        Assert.Equal((1, false), (first.Strikes, first.Known));
        Assert.Equal((1, true), (second.Strikes, second.Known));
        Assert.True(second.Until > reset);
        Assert.True(state.Providers.IsOpen("codex"));
    }

    [Fact]
    public void The_back_off_grows_until_a_turn_gets_through()
    {
        var state = State(1, 1);
        var waits = new List<(int, TimeSpan)>();
        foreach (var verdict in (AgentVerdict[])[AgentVerdict.Overloaded, AgentVerdict.Overloaded, AgentVerdict.Finished, AgentVerdict.Overloaded])
        {
            state.Apply(Event("u0", Done("claude", verdict)));
            while (state.Providers.TakeNextPause() is { } pause)
            {
                waits.Add((pause.Strikes, pause.Until - DateTimeOffset.UnixEpoch));
                state.Apply(Event(null, pause));
                state.Apply(Event(null, new ProviderResumed("claude")));
            }
        }

        Assert.Equal([1, 2, 1], waits.Select(wait => wait.Item1));
        Assert.True(waits[1].Item2 > waits[0].Item2);
    }

    [Fact]
    public void A_journal_that_ends_before_the_pause_still_pauses()
    {
        var state = State(1, 1);
        state.Apply(Event("u0", Done("claude", AgentVerdict.LimitReached)));
        Assert.Equal("claude", state.Providers.TakeNextPause()!.Provider);
    }

    [Fact]
    public void A_person_who_resumes_is_not_kept_waiting()
    {
        var state = State(2, 2);
        state.Apply(Event("u0", Done("claude", AgentVerdict.LimitReached)));
        state.Apply(Event(null, state.Providers.TakeNextPause()!));
        state.Apply(Event("u1", Done("codex", AgentVerdict.Unauthorized)));
        state.Apply(Event(null, new RunResumed(0)));
        Assert.All(Names, name => Assert.True(state.Providers.IsOpen(name)));
    }

    [Fact]
    public void Refused_credentials_hold_back_what_needs_them_and_nothing_else()
    {
        var state = State(6, 1);
        Assert.Equal(["u0"], Starts(state));
        state.Apply(Event("u0", Done("claude", AgentVerdict.Unauthorized)));
        state.Apply(Event("u0", new UnitFailed(DiagnosticCodes.AgentUnauthorized.Because("no"))));
        Assert.Equal(["u1"], Starts(state));
        state.Apply(Event("u1", new UnitCompleted("c", null)));
        state.Apply(Event("u3", new UnitCompleted("c", null)));
        Starts(state);
        Assert.Equal((1, 2), (state.Counts.Failed, state.Counts.Waiting));
        Assert.Equal(DiagnosticCodes.ProviderClosed.Id, state.Unit("u2").Failure!.Code);
    }

    [Fact]
    public void A_unit_that_waited_before_it_was_verified_starts_anew_and_does_not_land()
    {
        var state = State(1, 1);
        Starts(state);
        state.Apply(Event("u0", new UnitWaiting(DiagnosticCodes.ProviderClosed.Because("no"))));
        state.Apply(Event(null, new RunResumed(0)));
        Assert.Equal(UnitState.Pending, state.Unit("u0").State);
        Assert.Equal(["u0"], Starts(state));
    }

    /// <summary>Random pauses, returns and ends: no slot is free while a unit of an open provider is ready, no unit of a paused one starts, and all end.</summary>
    [Fact]
    public void A_paused_provider_keeps_back_its_own_units_and_no_other() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            (from units in Gen.Choose(1, 20) from parallelism in Gen.Choose(1, 5) from seed in Gen.Choose(0, 1_000_000) select (units, parallelism, seed)).ToArbitrary(),
            run => Play(State(run.units, run.parallelism), new Random(run.seed), run.parallelism)));

    private static void Play(RunState state, Random random, int parallelism)
    {
        for (var step = 0; state.Counts.Complete < state.Units.Count; step++)
        {
            Assert.True(step < 2_000, "the run does not end");
            foreach (var started in Starts(state))
            {
                Assert.True(state.Providers.IsOpen(state.Unit(started).Provider));
            }

            Assert.True(state.Running <= parallelism);
            Assert.Equal((state.Units.Count(unit => unit.HoldsSlot), state.Units.Count(unit => unit.IsAtWork)), (state.Running, state.AtWork));
            Assert.False(
                state.Running < parallelism && state.AtWork < state.MostAtWork && state.Units.Any(unit => unit.State == UnitState.Ready && state.Providers.IsOpen(unit.Provider)),
                "a slot is free and a unit is ready, and nothing starts");
            Happen(state, random);
        }
    }

    private static void Happen(RunState state, Random random)
    {
        var name = Names[random.Next(2)];
        var mine = state.Units.Where(unit => unit.State == UnitState.InProgress && unit.Provider == name).ToArray();
        if (state.Providers.IsPaused(name) && random.Next(2) == 0)
        {
            state.Apply(Event(null, new ProviderResumed(name)));
        }
        else if (mine.Length > 0)
        {
            var unit = mine[random.Next(mine.Length)];
            if (unit.IsPaused || unit.IsBetweenTurns || state.Providers.IsPaused(name))
            {
                Ask(state, unit);
            }
            else if (random.Next(4) == 0)
            {
                state.Apply(Event(unit.Id, Done(name, AgentVerdict.LimitReached)));
                state.Apply(Event(null, state.Providers.TakeNextPause()!));
            }
            else if (random.Next(3) == 0)
            {
                state.Apply(Event(unit.Id, Done(name, AgentVerdict.Finished)));
            }
            else
            {
                state.Apply(Event(unit.Id, new UnitCompleted("c", null)));
            }
        }
    }

    private static void Ask(RunState state, UnitProgress unit)
    {
        if (state.HasRoom(unit, unit.Provider))
        {
            state.Apply(Event(unit.Id, new AgentInvoked(TurnPurpose.Task, unit.Provider, 1, "log")));
        }
        else if (!unit.IsPaused && state.Providers.IsPaused(unit.Provider))
        {
            state.Apply(Event(unit.Id, new UnitPaused(unit.Provider)));
        }
    }
}

using Choo.Core.Agents;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Choo.Core.Tests.Agents;

public sealed class BackoffTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(bool Overload, int Minutes, int Failures, int Seed)> Cases =
        from overload in Gen.Elements(true, false)
        from minutes in Gen.Choose(-20_000, 20_000)
        from failures in Gen.Choose(1, 60)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select (overload, minutes, failures, seed);

    private static AgentOutcome Outcome(bool overload, DateTimeOffset? resetsAt) => new()
    {
        Verdict = overload ? AgentVerdict.Overloaded : AgentVerdict.LimitReached,
        ExitCode = 1,
        DurationMs = 1,
        ResetsAt = resetsAt,
    };

    [Fact]
    public void A_provider_is_never_asked_before_its_own_time_and_never_left_alone_for_ever() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Cases.ToArbitrary(), each =>
        {
            var reset = Now.AddMinutes(each.Minutes);
            var pause = Backoff.After(Outcome(each.Overload, reset), Now, each.Failures, each.Seed);
            Assert.True(pause.Until > Now);
            Assert.True(pause.Until - Now < TimeSpan.FromDays(8.1));
            Assert.Equal(reset > Now && reset - Now <= TimeSpan.FromDays(8), pause.Known);
            Assert.True(!pause.Known || (pause.Until > reset && pause.Until - reset < TimeSpan.FromMinutes(1)));
        }));

    [Fact]
    public void A_back_off_grows_with_each_strike_up_to_its_bound() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Cases.ToArbitrary(), each =>
        {
            var outcome = Outcome(each.Overload, null);
            var wait = Backoff.After(outcome, Now, each.Failures, each.Seed).Until - Now;
            var next = Backoff.After(outcome, Now, each.Failures + 1, each.Seed).Until - Now;
            var most = each.Overload ? TimeSpan.FromMinutes(10) : TimeSpan.FromHours(1);
            Assert.True(next >= wait);
            Assert.True(wait < most * 1.1);
            Assert.Equal(wait, Backoff.After(outcome, Now, each.Failures, each.Seed).Until - Now);
        }));

    [Theory]
    [InlineData(true, 1, 15)]
    [InlineData(true, 2, 30)]
    [InlineData(true, 60, 600)]
    [InlineData(false, 1, 300)]
    [InlineData(false, 3, 1200)]
    [InlineData(false, 60, 3600)]
    public void The_back_off_is_what_the_guide_says(bool overload, int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.After(Outcome(overload, null), Now, failures, seed: 0).Until - Now);
}

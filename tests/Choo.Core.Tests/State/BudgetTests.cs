using Choo.Core.Agents;
using Choo.Core.Budgets;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Choo.Core.Tests.State;

public sealed class BudgetTests
{
    private static readonly Gen<Spending> Spendings =
        from cost in Gen.Choose(0, 400)
        from tokens in Gen.Choose(0, 4_000)
        from turns in Gen.Choose(0, 40)
        from minutes in Gen.Choose(0, 400)
        select new Spending(cost / 100m, tokens, turns, TimeSpan.FromMinutes(minutes));

    private static readonly Gen<Budget> Budgets =
        from bound in Gen.Choose(0, 15)
        from at in Spendings
        select new Budget
        {
            Cost = (bound & 1) == 0 ? null : at.Cost + 0.01m,
            Tokens = (bound & 2) == 0 ? null : at.Tokens + 1,
            Turns = (bound & 4) == 0 ? null : at.Turns + 1,
            Time = (bound & 8) == 0 ? null : at.Time + TimeSpan.FromSeconds(1),
        };

    [Fact]
    public void What_is_let_in_fits_within_every_bound() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            (from budget in Budgets from spent in Spendings from next in Spendings select (budget, spent, next)).ToArbitrary(),
            each =>
            {
                var (budget, spent, next) = each;
                next = next with { Turns = 1 };
                var all = spent.Plus(next);
                var fits = !(all.Cost > budget.Cost) && !(all.Tokens > budget.Tokens) && !(all.Turns > budget.Turns) && !(all.Time > budget.Time);
                var used = spent.Cost >= budget.Cost || spent.Tokens >= budget.Tokens || spent.Time >= budget.Time;
                Assert.Equal(fits && !used, budget.Lacks(spent, next) is null);
                Assert.True(budget.Lacks(spent, next) is not null || budget.Over(spent) is null);
            }));

    /// <summary>Turns that take no more than was reserved for them never bring a run over its budget, however many run at once.</summary>
    [Fact]
    public void Reservations_keep_turns_that_run_at_once_within_the_budget() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            (from budget in Budgets from dearest in Spendings from seed in Gen.Choose(0, 1_000_000) select (budget, dearest, seed)).ToArbitrary(),
            each =>
            {
                var random = new Random(each.seed);
                var dearest = each.dearest with { Turns = 1 };
                var (spent, running) = (default(Spending), 0);
                for (var step = 0; step < 200; step++)
                {
                    var reserved = Enumerable.Repeat(dearest, running).Aggregate(spent, (sum, turn) => sum.Plus(turn));
                    if (random.Next(2) == 0 && each.budget.Lacks(reserved, dearest) is null)
                    {
                        running++;
                    }
                    else if (running > 0)
                    {
                        running--;
                        var share = random.Next(101);
                        spent = spent.Plus(new Spending(dearest.Cost * share / 100, dearest.Tokens * share / 100, 1, dearest.Time * (share / 100.0)));
                    }

                    Assert.False(spent.Cost > each.budget.Cost || spent.Tokens > each.budget.Tokens || spent.Turns > each.budget.Turns || spent.Time > each.budget.Time);
                }
            }));

    [Fact]
    public void A_turn_that_was_only_refused_by_its_provider_is_no_turn()
    {
        var outcome = new AgentOutcome { Verdict = AgentVerdict.LimitReached, ExitCode = 1, DurationMs = 500 };
        Assert.Equal(0, Spending.Of(outcome).Turns);
        Assert.Equal(1, Spending.Of(outcome with { Verdict = AgentVerdict.Failed }).Turns);
    }
}

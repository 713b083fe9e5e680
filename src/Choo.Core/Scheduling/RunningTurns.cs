using Choo.Core.Agents;
using Choo.Core.Budgets;
using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Core.Scheduling;

/// <summary>
/// The turns that run just now, held against the budgets: what each may take is reserved before it starts, what it has taken is looked
/// at with every usage event, and one that is over is ended. Touched by the loop alone.
/// </summary>
internal sealed class RunningTurns(RunState state, BudgetConfig budget, TimeProvider clock)
{
    private readonly Dictionary<string, Turn> turns = new(StringComparer.Ordinal);

    /// <summary>What has no room for another turn of a unit: its own budget or the run's; null when both have, or will have once others have ended.</summary>
    public BudgetReached? Refuses(UnitProgress unit) =>
        budget.Unit.Lacks(unit.Spent, unit.MostExpensive) is { } own ? Reached(BudgetScope.Unit, own)
        : budget.Run.Lacks(state.Spent, state.MostExpensive) is { } all ? Reached(BudgetScope.Run, all)
        : null;

    /// <summary>Whether what other turns have reserved leaves no room.</summary>
    public bool MustWait => turns.Count > 0 && budget.Run.Lacks(turns.Values.Aggregate(state.Spent, (sum, turn) => sum.Plus(turn.Reserved.Max(Live(turn)))), state.MostExpensive) is not null;

    /// <summary>Reserves for a turn; the token ends it.</summary>
    public CancellationToken Begin(UnitProgress unit)
    {
        End(unit.Id);
        var turn = new Turn(state.MostExpensive with { Turns = 1 }, clock.GetTimestamp());
        turns[unit.Id] = turn;
        return turn.Halt.Token;
    }

    public void Use(string unit, AgentUsage usage)
    {
        if (turns.TryGetValue(unit, out var turn))
        {
            turn.Usage = usage;
        }
    }

    public void End(string unit)
    {
        if (turns.Remove(unit, out var turn))
        {
            turn.Halt.Dispose();
        }
    }

    /// <summary>Ends the turns that are over a budget; each that is newly so is reported once, with its unit.</summary>
    public IReadOnlyList<(string? Unit, BudgetReached Event)> Check()
    {
        var over = new List<(string?, BudgetReached)>();
        foreach (var (id, turn) in turns)
        {
            if (!turn.IsHalted && budget.Unit.Over(state.Unit(id).Spent.Plus(Live(turn))) is { } own)
            {
                turn.End();
                over.Add((id, Reached(BudgetScope.Unit, own)));
            }
        }

        var open = turns.Values.Where(turn => !turn.IsHalted).ToArray();
        if (open.Length > 0 && budget.Run.Over(Total()) is { } all)
        {
            Array.ForEach(open, turn => turn.End());
            over.Add((null, Reached(BudgetScope.Run, all)));
        }

        return over;
    }

    /// <summary>How long until a budget of time is used up, as things go; null when none is running out.</summary>
    public TimeSpan? Left()
    {
        var open = turns.Where(each => !each.Value.IsHalted).ToArray();
        if (open.Length == 0)
        {
            return null;
        }

        var units = open.Select(each => budget.Unit.Time - state.Unit(each.Key).Spent.Time - Live(each.Value).Time);
        return units.Append((budget.Run.Time - Total().Time) / open.Length).Where(left => left is not null).Min();
    }

    private Spending Total() => turns.Values.Aggregate(state.Spent, (sum, turn) => sum.Plus(Live(turn)));

    private Spending Live(Turn turn) => Spending.Of(turn.Usage, clock.GetElapsedTime(turn.Began));

    private static BudgetReached Reached(BudgetScope scope, Overrun over) => new(scope, over.What, over.Spent, over.Limit);

    private sealed class Turn(Spending reserved, long began)
    {
        public Spending Reserved => reserved;

        public long Began => began;

        public CancellationTokenSource Halt { get; } = new();

        public bool IsHalted { get; private set; }

        public AgentUsage Usage { get; set; } = AgentUsage.None;

        public void End()
        {
            IsHalted = true;

            // Not Cancel: the loop must not run what hangs on the token.
            _ = Halt.CancelAsync();
        }
    }
}

using Choo.Core.Agents;
using Choo.Core.State;
using Choo.Views.Text;

namespace Choo.Views.Lines;

/// <summary>What a unit, or all of them, took: the same numbers in the table, the lines, the total, <c>status --json</c> and the reports.</summary>
/// <param name="Attempts">Turns of tasks that were judged.</param>
/// <param name="FixTurns">Turns that were to repair a failed baseline.</param>
/// <param name="ConflictTurns">Turns that were to resolve a merge conflict.</param>
/// <param name="Time">Time worked over all starts of the run; null when nothing was started.</param>
/// <param name="Usage">Tokens and cost of all turns.</param>
internal sealed record Effort(int Attempts, int FixTurns, int ConflictTurns, TimeSpan? Time, AgentUsage Usage)
{
    /// <summary>A unit's.</summary>
    public static Effort Of(UnitProgress unit, RunState state) =>
        new(unit.Attempts, unit.FixTurns, unit.ConflictTurns, state.WorkedOn(unit), unit.Usage);

    /// <summary>The sum over all units, in the time that the run worked.</summary>
    public static Effort Of(RunState state) => new(
        state.Units.Sum(unit => unit.Attempts),
        state.Units.Sum(unit => unit.FixTurns),
        state.Units.Sum(unit => unit.ConflictTurns),
        state.Worked,
        state.Units.Aggregate(AgentUsage.None, (sum, unit) => sum.Plus(unit.Usage)));

    /// <summary><c>3</c>, or <c>3 + 1 fix</c>: as a cell of a table.</summary>
    public string Cell => $"{Attempts}{(FixTurns > 0 ? $" + {FixTurns} fix" : "")}{(ConflictTurns > 0 ? $" + {ConflictTurns} conflict" : "")}";

    /// <summary><c>3 attempts, 1 fix turn, 12.3k tokens, $0.05, 1:10</c>.</summary>
    public override string ToString()
    {
        List<string> parts = [Amounts.Count(Attempts, "attempt")];
        if (FixTurns > 0)
        {
            parts.Add(Amounts.Count(FixTurns, "fix turn"));
        }

        if (ConflictTurns > 0)
        {
            parts.Add(Amounts.Count(ConflictTurns, "conflict turn"));
        }

        if (Amounts.Total(Usage) is > 0 and var tokens)
        {
            parts.Add($"{Amounts.Tokens(tokens)} tokens");
        }

        if (Usage.CostUsd is { } cost)
        {
            parts.Add(Amounts.Cost(cost));
        }

        parts.Add(Amounts.Clock(Time ?? TimeSpan.Zero));
        return string.Join(", ", parts);
    }
}

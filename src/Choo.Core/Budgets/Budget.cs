using System.Globalization;
using Choo.Core.Agents;

namespace Choo.Core.Budgets;

/// <summary>At most so much may be spent; what is null has no bound.</summary>
public sealed record Budget
{
    /// <summary>Bounds nothing.</summary>
    public static Budget None { get; } = new();

    /// <summary>US dollars, as far as agents report them.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Tokens read and written, cached ones included.</summary>
    public long? Tokens { get; init; }

    /// <summary>Agents' turns.</summary>
    public int? Turns { get; init; }

    /// <summary>The time that agents' turns take, in sum.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The first bound that what was spent is over; null when there is none.</summary>
    public Overrun? Over(Spending spent) => this switch
    {
        _ when spent.Cost > Cost => Of(BudgetMeasure.Cost, spent),
        _ when spent.Tokens > Tokens => Of(BudgetMeasure.Tokens, spent),
        _ when spent.Turns > Turns => Of(BudgetMeasure.Turns, spent),
        _ when spent.Time >= Time => Of(BudgetMeasure.Time, spent),
        _ => null,
    };

    /// <summary>The first bound within which there is no room for more; null when there is room in all.</summary>
    /// <param name="spent">What was spent or is reserved.</param>
    /// <param name="next">What the next turn may take.</param>
    public Overrun? Lacks(Spending spent, Spending next) => this switch
    {
        _ when spent.Cost >= Cost || spent.Cost + next.Cost > Cost => Of(BudgetMeasure.Cost, spent),
        _ when spent.Tokens >= Tokens || spent.Tokens + next.Tokens > Tokens => Of(BudgetMeasure.Tokens, spent),
        _ when spent.Turns + Math.Max(1, next.Turns) > Turns => Of(BudgetMeasure.Turns, spent),
        _ when spent.Time >= Time || spent.Time + next.Time > Time => Of(BudgetMeasure.Time, spent),
        _ => null,
    };

    private Overrun Of(BudgetMeasure what, Spending spent) => what switch
    {
        BudgetMeasure.Cost => new(what, spent.Cost, Cost!.Value),
        BudgetMeasure.Tokens => new(what, spent.Tokens, Tokens!.Value),
        BudgetMeasure.Turns => new(what, spent.Turns, Turns!.Value),
        _ => new(what, (decimal)Math.Round(spent.Time.TotalMinutes, 2), (decimal)Math.Round(Time!.Value.TotalMinutes, 2)),
    };
}

/// <summary><c>budget.*</c>.</summary>
/// <param name="Run">For all turns of a run, over all its starts.</param>
/// <param name="Unit">For the turns of each unit.</param>
public sealed record BudgetConfig(Budget Run, Budget Unit)
{
    /// <summary>Bounds nothing.</summary>
    public static BudgetConfig None { get; } = new(Budget.None, Budget.None);
}

/// <summary>A bound that is reached.</summary>
/// <param name="What">What is bounded.</param>
/// <param name="Spent">US dollars, a number, or minutes.</param>
/// <param name="Limit">The same.</param>
public sealed record Overrun(BudgetMeasure What, decimal Spent, decimal Limit)
{
    /// <summary>An amount with its unit.</summary>
    public static string Text(BudgetMeasure what, decimal amount) => what switch
    {
        BudgetMeasure.Cost => string.Create(CultureInfo.InvariantCulture, $"${amount:0.00##}"),
        BudgetMeasure.Time => string.Create(CultureInfo.InvariantCulture, $"{amount:0.##} min"),
        BudgetMeasure.Tokens => string.Create(CultureInfo.InvariantCulture, $"{amount:0} tokens"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{amount:0} turns"),
    };
}

/// <summary>What turns took.</summary>
/// <param name="Cost">US dollars.</param>
/// <param name="Tokens">Read and written.</param>
/// <param name="Turns">How many.</param>
/// <param name="Time">In sum.</param>
public readonly record struct Spending(decimal Cost, long Tokens, int Turns, TimeSpan Time)
{
    /// <summary>The sum of two.</summary>
    public Spending Plus(Spending other) => new(Cost + other.Cost, Tokens + other.Tokens, Turns + other.Turns, Time + other.Time);

    /// <summary>The greater of two in each respect.</summary>
    public Spending Max(Spending other) =>
        new(Math.Max(Cost, other.Cost), Math.Max(Tokens, other.Tokens), Math.Max(Turns, other.Turns), Time > other.Time ? Time : other.Time);

    /// <summary>What one ended turn took. A turn that only found its provider at its limit counts as none.</summary>
    public static Spending Of(AgentOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return Of(outcome.Usage, TimeSpan.FromMilliseconds(outcome.DurationMs)) with { Turns = Backoff.IsNeeded(outcome.Verdict) ? 0 : 1 };
    }

    /// <summary>One turn, by its usage.</summary>
    public static Spending Of(AgentUsage usage, TimeSpan time)
    {
        ArgumentNullException.ThrowIfNull(usage);
        return new(usage.CostUsd ?? 0, usage.InputTokens + usage.OutputTokens, 1, time);
    }
}

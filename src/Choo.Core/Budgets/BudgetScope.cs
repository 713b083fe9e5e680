namespace Choo.Core.Budgets;

/// <summary>Whose budget it is.</summary>
public enum BudgetScope
{
    /// <summary>The run's: all turns, over all its starts.</summary>
    Run,

    /// <summary>Each unit's own.</summary>
    Unit,
}

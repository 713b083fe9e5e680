namespace Choo.Core.Budgets;

/// <summary>What a budget bounds.</summary>
public enum BudgetMeasure
{
    /// <summary>US dollars.</summary>
    Cost,

    /// <summary>Tokens read and written.</summary>
    Tokens,

    /// <summary>Agents' turns.</summary>
    Turns,

    /// <summary>Minutes that agents' turns take.</summary>
    Time,
}

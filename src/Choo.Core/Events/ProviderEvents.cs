using System.Globalization;
using System.Text.Json.Serialization;
using Choo.Core.Budgets;
using Choo.Core.Diagnostics;
using Choo.Core.Json;

namespace Choo.Core.Events;

/// <summary>A provider is at its usage limit, or overloaded: no turn of it is started for a while. The turn that found out counts as no attempt.</summary>
/// <param name="Provider">The agent's name.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">When it is asked again.</param>
/// <param name="Known">Whether the provider named the time; otherwise choo chose it.</param>
/// <param name="Strikes">How many turns in a row failed so; the name is the wire's.</param>
/// <param name="Message">What the provider said.</param>
public sealed record ProviderPaused(
    string Provider, [property: JsonConverter(typeof(OpenEnumConverter<PauseReason>))] OpenEnum<PauseReason> Reason, DateTimeOffset Until, bool Known, int Strikes, string Message)
    : EventData("provider.parked");

/// <summary>The time has come to ask a paused provider again.</summary>
/// <param name="Provider">The agent's name.</param>
public sealed record ProviderResumed(string Provider) : EventData("provider.resumed");

/// <summary>A unit's next turn waits for its provider; meanwhile it holds no slot.</summary>
/// <param name="Provider">The agent's name.</param>
public sealed record UnitPaused(string Provider) : EventData("unit.parked");

/// <summary>A budget is used up, or has no room for another turn: no turn within it is started, and those that run are ended.</summary>
/// <param name="Scope">Whose budget.</param>
/// <param name="What">What it bounds.</param>
/// <param name="Spent">US dollars, a number, or minutes.</param>
/// <param name="Limit">The same.</param>
public sealed record BudgetReached(
    [property: JsonConverter(typeof(OpenEnumConverter<BudgetScope>))] OpenEnum<BudgetScope> Scope,
    [property: JsonConverter(typeof(OpenEnumConverter<BudgetMeasure>))] OpenEnum<BudgetMeasure> What,
    decimal Spent,
    decimal Limit)
    : EventData("budget.reached")
{
    /// <summary>An amount with its unit.</summary>
    public string Text(decimal amount) =>
        What.Known is { } known ? Overrun.Text(known, amount) : string.Create(CultureInfo.InvariantCulture, $"{amount:0.##} {What}");

    /// <summary>What it means to a person.</summary>
    internal Diagnostic Explain(string? unit)
    {
        var whose = unit is null ? "the run's budget" : $"the budget of {unit}";
        var rest = Spent < Limit ? ", and the rest is less than the most expensive turn so far" : "";
        return DiagnosticCodes.BudgetReached.Because(
            $"{whose} of {Text(Limit)} is used up: {Text(Spent)} spent{rest}; raise budget.{Scope}.{What} and `dotnet choo resume`; all work so far is kept");
    }
}

/// <summary>The disk was short when a unit was about to start: what builds had left in worktrees of finished units was removed.</summary>
/// <param name="Before">Bytes that were free.</param>
/// <param name="After">Bytes that are.</param>
/// <param name="Worktrees">How many worktrees had any.</param>
public sealed record DiskFreed(long Before, long After, int Worktrees) : EventData("disk.freed");

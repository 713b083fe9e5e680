using System.Globalization;
using Choo.Core.Events;
using Choo.Views.Text;

namespace Choo.Views.Lines;

/// <summary>What bounds a run, in words: parked providers, budgets, the disk.</summary>
internal static class ProviderText
{
    /// <summary>The line of an event.</summary>
    public static EventLine Of(RunEvent e) => e.Data switch
    {
        ProviderParked parked => new(Verbosity.Minimal, Tone.Warning, Of(parked, e.Time)),
        ProviderResumed resumed => new(Verbosity.Minimal, Tone.Plain, $"{resumed.Provider} is tried again"),
        UnitParked parked => new(Verbosity.Detailed, Tone.Faint, $"{e.Unit}: waits for {parked.Provider}"),
        BudgetReached reached => new(Verbosity.Minimal, Tone.Warning, Of(reached, e.Unit)),
        DiskFreed freed => new(Verbosity.Minimal, Tone.Warning, $"{e.Unit}: {freed.Before >> 20} MiB free; removed the build outputs of {Amounts.Count(freed.Worktrees, "worktree")}: {freed.After >> 20} MiB free"),
        _ => new(Verbosity.Diagnostic, Tone.Faint, e.Type),
    };

    /// <summary>Until when and why, seen from a moment.</summary>
    public static string Of(ProviderParked parked, DateTimeOffset now)
    {
        var left = parked.Until > now ? $" for {Amounts.Clock(parked.Until - now)}" : "";
        var how = parked.Reason == ParkReason.Overload ? "its provider is overloaded" : parked.Known ? "usage limit" : "usage limit, no reset time given";
        var said = parked.Message.Length > 0 ? $": {parked.Message}" : "";
        return $"{parked.Provider} is paused{left}, until {At(parked.Until)} ({how}{said})";
    }

    private static string Of(BudgetReached reached, string? unit) =>
        $"{(unit is null ? "the run" : unit)} has reached its budget: {reached.Text(reached.Spent)} of {reached.Text(reached.Limit)} spent (budget.{reached.Scope}.{reached.What})";

    /// <summary>A time for a person: UTC, with the day.</summary>
    public static string At(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}

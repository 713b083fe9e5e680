using System.Globalization;
using Choo.Core.Events;
using Choo.Views.Text;

namespace Choo.Views.Lines;

/// <summary>What bounds a run, in words: paused providers, budgets, the disk.</summary>
internal static class ProviderText
{
    /// <summary>The line of an event.</summary>
    public static EventLine Of(RunEvent e) => e.Data switch
    {
        ProviderPaused paused => new(Verbosity.Minimal, Tone.Warning, Of(paused, e.Time)),
        ProviderResumed resumed => new(Verbosity.Minimal, Tone.Plain, $"{resumed.Provider} is tried again"),
        UnitPaused paused => new(Verbosity.Detailed, Tone.Faint, $"{e.Unit}: waits for {paused.Provider}"),
        BudgetReached reached => new(Verbosity.Minimal, Tone.Warning, Of(reached, e.Unit)),
        DiskFreed freed => new(Verbosity.Minimal, Tone.Warning, $"{e.Unit}: {freed.Before >> 20} MiB free; removed the build outputs of {Amounts.Count(freed.Worktrees, "worktree")}: {freed.After >> 20} MiB free"),
        _ => new(Verbosity.Diagnostic, Tone.Faint, e.Type),
    };

    /// <summary>Until when and why, seen from a moment.</summary>
    public static string Of(ProviderPaused paused, DateTimeOffset now)
    {
        var left = paused.Until > now ? $" for {Amounts.Clock(paused.Until - now)}" : "";
        var how = paused.Reason == PauseReason.Overload ? "its provider is overloaded" : paused.Known ? "usage limit" : "usage limit, no reset time given";
        var said = paused.Message.Length > 0 ? $": {paused.Message}" : "";
        return $"{paused.Provider} is paused{left}, until {At(paused.Until)} ({how}{said})";
    }

    private static string Of(BudgetReached reached, string? unit) =>
        $"{(unit is null ? "the run" : unit)} has reached its budget: {reached.Text(reached.Spent)} of {reached.Text(reached.Limit)} spent (budget.{reached.Scope}.{reached.What})";

    /// <summary>A time for a person: UTC, with the day.</summary>
    public static string At(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}

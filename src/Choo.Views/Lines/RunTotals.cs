using Choo.Core.State;
using Choo.Views.Text;

namespace Choo.Views.Lines;

/// <summary>Counts of a run in words.</summary>
internal static class RunTotals
{
    /// <summary><c>3 of 7 units complete, 1 failed, 2 blocked</c>; only what there is.</summary>
    public static string Of(RunCounts counts, int units)
    {
        var text = $"{counts.Complete} of {Amounts.Count(units, "unit")} complete";
        text += counts.Failed > 0 ? $", {counts.Failed} failed" : "";
        text += counts.Blocked > 0 ? $", {counts.Blocked} blocked" : "";
        return counts.Waiting switch
        {
            0 => text,
            1 => $"{text}, 1 needs your attention",
            _ => $"{text}, {counts.Waiting} need your attention",
        };
    }
}

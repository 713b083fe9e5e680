using Choo.Core.Events;
using Choo.Core.State;
using Choo.Views.Text;

namespace Choo.Views.Lines;

/// <summary>How a run stands, in words for people. Programs get <see cref="RunRecord.StateName"/>, which knows only one end that is not complete.</summary>
internal static class RunWords
{
    /// <summary><c>running</c>, <c>complete</c>, <c>interrupted</c>, <c>finished: 2 units failed</c>, <c>stopped before any unit started</c> ...</summary>
    public static string Of(RunRecord run) => run.State.End is RunFailed failed ? Ended(failed, run.State) : run.StateName;

    /// <summary>How a run ended of which not every unit is complete.</summary>
    public static string Ended(RunFailed failed, RunState state) => failed.Reason is null
        ? $"finished: {Left(state.Counts)}"
        : $"stopped: {TargetText.Brief(failed.Reason.Code, state) ?? failed.Reason.Code}";

    private static string Left(RunCounts counts)
    {
        List<string> parts = [];
        Add(parts, counts.Failed, "failed", "failed");
        Add(parts, counts.Waiting, "needs your attention", "need your attention");
        Add(parts, counts.Blocked, "is blocked", "are blocked");
        return string.Join(", ", parts);
    }

    private static void Add(List<string> parts, int count, string one, string more)
    {
        if (count > 0)
        {
            parts.Add($"{(parts.Count == 0 ? Amounts.Count(count, "unit") : $"{count}")} {(count == 1 ? one : more)}");
        }
    }
}

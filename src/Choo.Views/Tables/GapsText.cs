using System.Globalization;
using Choo.Core.Backlogs;
using Choo.Core.Priorities;
using Choo.Views.Text;

namespace Choo.Views.Tables;

/// <summary>A backlog as a person reads it.</summary>
internal static class GapsText
{
    private const int LongestReason = 48;

    /// <summary>A table of gaps: those that may be picked in their order, then the others with the first reason why not.</summary>
    public static IEnumerable<string> Lines(PickedGaps picked, IReadOnlyCollection<ExcludedGap> others, Paint paint)
    {
        if (picked.Gaps.IsEmpty && others.Count == 0)
        {
            return ["no gap"];
        }

        var table = new TextTable(new("gap"), new("priority"), new("effort"), new("status"), new("pick"), new("title"));
        for (var place = 0; place < picked.Gaps.Length; place++)
        {
            Add(table, picked.Gaps[place], new($"{place + 1}", Tone.Good));
        }

        foreach (var other in others)
        {
            Add(table, other.Gap, new(OneLine.Of(Columns.Cut(other.Reasons[0], LongestReason)), Tone.Faint));
        }

        return table.Lines(int.MaxValue, paint).Select(line => line.TrimEnd());
    }

    /// <summary>One line for each gap that is to be worked on next: id, priority, effort and title.</summary>
    public static IEnumerable<string> Next(IEnumerable<Gap> gaps) =>
        gaps.Select(gap => OneLine.Of($"{gap.Id}  {WordOf(gap.Priority)} {WordOf(gap.Effort)}  {gap.Title}"));

    /// <summary>What would be dispatched: a line that counts, and one for each gap.</summary>
    /// <param name="backlog">All gaps.</param>
    /// <param name="gaps">Those that would be worked on, each behind what it depends on.</param>
    /// <param name="target">The branch that they would land on.</param>
    /// <param name="parallelism">How many at once.</param>
    public static IEnumerable<string> Dispatch(Backlog backlog, IReadOnlyCollection<Gap> gaps, string target, int parallelism)
    {
        var (open, done) = (backlog.Gaps.Count(gap => gap.Status == GapStatus.Open), backlog.Gaps.Count(gap => gap.Status == GapStatus.Done));
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"choo gaps dispatch (dry-run): {backlog.Gaps.Length} total gaps, {open} open, {done} done; would dispatch {gaps.Count}, {parallelism} at once, onto {target}");
        var ids = gaps.ToDictionary(gap => gap.Id, gap => gap.Id, StringComparer.OrdinalIgnoreCase);
        foreach (var gap in gaps)
        {
            string[] after = [.. gap.DependsOn.Select(id => ids.GetValueOrDefault(id)).OfType<string>()];
            yield return $"WOULD DISPATCH: {gap.Id} (prio={WordOf(gap.Priority)} effort={WordOf(gap.Effort)}){(after.Length > 0 ? $" after {string.Join(", ", after)}" : "")}  -- {gap.Title}";
        }
    }

    /// <summary>Why a gap is picked, or is not.</summary>
    public static IEnumerable<string> Why(PickedGaps picked, Gap gap)
    {
        var place = picked.Gaps.IndexOf(gap);
        if (place >= 0)
        {
            yield return OneLine.Of($"{gap.Id} can be picked; it is number {place + 1} of {picked.Gaps.Length}");
            foreach (var before in picked.Gaps.Take(place).TakeLast(5))
            {
                yield return OneLine.Of($"  after {before.Id} ({WordOf(before.Priority)}, {WordOf(before.Effort)}, {before.Domain})");
            }

            yield break;
        }

        yield return OneLine.Of($"{gap.Id} is not picked:");
        foreach (var reason in picked.Excluded.First(each => ReferenceEquals(each.Gap, gap)).Reasons)
        {
            yield return OneLine.Of($"  {reason}");
        }
    }

    private static void Add(TextTable table, Gap gap, TableCell pick) => table.Add(
        new(OneLine.Of(gap.Id)), new(WordOf(gap.Priority)), new(WordOf(gap.Effort)), new(OneLine.Of(gap.StatusWord)), pick, new(OneLine.Of(gap.Title)));

    private static string WordOf(UnitPriority? priority) => priority is { } known ? PriorityWords.Of(known) : "-";

    private static string WordOf(UnitEffort? effort) => effort is { } known ? PriorityWords.Of(known) : "-";
}

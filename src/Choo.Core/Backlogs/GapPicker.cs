using System.Collections.Immutable;
using Choo.Core.Priorities;

namespace Choo.Core.Backlogs;

/// <summary>
/// Which gaps can be worked on, and in which order: priority first, always; within one priority a domain that had nearly all of the recent work waits, then
/// the least effort, then the oldest, then the backlog's order. The same backlog gives the same answer.
/// </summary>
public static class GapPicker
{
    /// <summary>What may be picked and why the rest may not; linear in the gaps and their dependencies but for the sorting.</summary>
    public static PickedGaps Pick(Backlog backlog, PickOptions options)
    {
        ArgumentNullException.ThrowIfNull(backlog);
        ArgumentNullException.ThrowIfNull(options);
        var known = Known(backlog);
        var picked = new List<(Gap Gap, int Place)>();
        var excluded = ImmutableArray.CreateBuilder<ExcludedGap>();
        for (var place = 0; place < backlog.Gaps.Length; place++)
        {
            var gap = backlog.Gaps[place];
            ImmutableArray<string> reasons = [.. Reasons(gap, known, options)];
            if (reasons.IsEmpty)
            {
                picked.Add((gap, place));
            }
            else
            {
                excluded.Add(new ExcludedGap(gap, reasons));
            }
        }

        return new PickedGaps([.. Sorted(picked, Crowded(backlog, options))], excluded.ToImmutable());
    }

    /// <summary>
    /// What can be worked on one after the other: what may be picked now, and what only waits for others of these, each behind all that it waits for. What
    /// never ends is not among them.
    /// </summary>
    public static PickedGaps PickInOrder(Backlog backlog, PickOptions options)
    {
        ArgumentNullException.ThrowIfNull(backlog);
        ArgumentNullException.ThrowIfNull(options);
        var known = Known(backlog);
        var own = backlog.Gaps.Select(gap => OwnReasons(gap, options).Concat(gap is { Status: GapStatus.Perpetual, Kind: GapKind.System } ? ["it never ends (perpetual)"] : [])).Select(reasons => reasons.ToImmutableArray()).ToArray();
        var free = Enumerable.Range(0, own.Length).Where(place => own[place].IsEmpty).Select(place => (Gap: backlog.Gaps[place], Place: place));
        var order = new GapOrder([.. Sorted(free, Crowded(backlog, options))], known).Take();
        var taken = new HashSet<Gap>(order, ReferenceEqualityComparer.Instance);
        var excluded = Enumerable.Range(0, own.Length).Where(place => !taken.Contains(backlog.Gaps[place]))
            .Select(place => new ExcludedGap(backlog.Gaps[place], [.. own[place], .. IsOver(backlog.Gaps[place]) ? [] : WaitsFor(backlog.Gaps[place], known, taken)]));
        return new PickedGaps(order, [.. excluded]);
    }

    private static Dictionary<string, Gap> Known(Backlog backlog)
    {
        var known = new Dictionary<string, Gap>(backlog.Gaps.Length, StringComparer.OrdinalIgnoreCase);
        foreach (var gap in backlog.Gaps)
        {
            known.TryAdd(gap.Id, gap);
        }

        return known;
    }

    private static IEnumerable<Gap> Sorted(IEnumerable<(Gap Gap, int Place)> gaps, string? crowded) => gaps.OrderBy(each => each.Gap.Priority)
        .ThenBy(each => each.Gap.Domain == crowded)
        .ThenBy(each => each.Gap.Effort ?? UnitEffort.M)
        .ThenBy(each => each.Gap.Opened ?? DateOnly.MaxValue)
        .ThenBy(each => each.Place)
        .Select(each => each.Gap);

    private static bool IsOver(Gap gap) => gap.Status is GapStatus.Done or GapStatus.Dropped;

    private static IEnumerable<string> Reasons(Gap gap, Dictionary<string, Gap> known, PickOptions options) =>
        IsOver(gap) ? OwnReasons(gap, options) : OwnReasons(gap, options).Concat(WaitsFor(gap, known, null));

    /// <summary>What keeps it from being picked whatever others are like.</summary>
    private static IEnumerable<string> OwnReasons(Gap gap, PickOptions options)
    {
        if (gap.Status != GapStatus.Open && !(gap.Status == GapStatus.Perpetual && gap.Kind == GapKind.System))
        {
            yield return gap.StatusWord.Length > 0 ? $"its status is {gap.StatusWord}" : "it has no status";
            if (IsOver(gap))
            {
                yield break;
            }
        }

        if (gap.IsAmbiguous)
        {
            yield return "another gap has its id";
        }

        if (gap.Title.Length == 0)
        {
            yield return "it has no title";
        }

        if (gap.Hold is { } hold)
        {
            yield return $"it is held: {hold}";
        }

        if (gap.Priority is not { } priority)
        {
            yield return "it has no priority";
        }
        else if (priority > options.Lowest)
        {
            yield return $"its priority {PriorityWords.Of(priority)} is below {PriorityWords.Of(options.Lowest)}";
        }

        if (gap.Effort == UnitEffort.Xl)
        {
            yield return "its effort is xl; split it";
        }

        if (!options.Kinds.Contains(gap.Kind))
        {
            yield return gap.Kind == GapKind.System ? "it is background work (kind: system)" : "it is not background work (kind: user)";
        }

        if (!options.Domains.IsEmpty && !options.Domains.Contains(gap.Domain, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"its domain is {gap.Domain}";
        }
    }

    /// <summary>The gaps that it waits for; those that are worked on before it are no matter.</summary>
    private static IEnumerable<string> WaitsFor(Gap gap, Dictionary<string, Gap> known, HashSet<Gap>? before)
    {
        foreach (var id in gap.DependsOn)
        {
            if (!known.TryGetValue(id, out var other))
            {
                yield return $"it depends on {id}, which is not in the backlog";
            }
            else if (other.Status != GapStatus.Done && before?.Contains(other) != true)
            {
                yield return $"it depends on {other.Id}, {(other.StatusWord.Length > 0 ? $"whose status is {other.StatusWord}" : "which has no status")}";
            }
        }
    }

    /// <summary>The domain that had more than its share of the gaps closed last; null when none had.</summary>
    private static string? Crowded(Backlog backlog, PickOptions options)
    {
        var last = backlog.Gaps.Where(gap => gap is { Status: GapStatus.Done, Closed: not null })
            .OrderByDescending(gap => gap.Closed).Take(options.Window).GroupBy(gap => gap.Domain).Select(group => (Domain: group.Key, Count: group.Count())).ToArray();
        var all = last.Sum(each => each.Count);
        return all == 0 ? null : last.Where(each => each.Count > options.LargestShare * all).Select(each => each.Domain).FirstOrDefault();
    }
}

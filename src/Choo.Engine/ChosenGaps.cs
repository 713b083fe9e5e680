using System.Collections.Immutable;
using Choo.Core.Backlogs;
using Choo.Core.Diagnostics;
using Choo.Core.Text;

namespace Choo.Engine;

/// <summary>The gaps that a run is to work on.</summary>
/// <param name="Backlog">All gaps of the target's commit.</param>
/// <param name="Gaps">Those that were chosen, each behind what it depends on.</param>
public sealed record ChosenGaps(Backlog Backlog, ImmutableArray<Gap> Gaps)
{
    /// <summary>Chooses; what was named and cannot be worked on is a problem.</summary>
    /// <param name="backlog">The gaps.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="options">Which gaps may be picked.</param>
    /// <param name="parallelism">How many run at once.</param>
    public static (ChosenGaps Chosen, ImmutableArray<Diagnostic> Problems) Choose(Backlog backlog, GapRequest request, PickOptions options, int parallelism)
    {
        ArgumentNullException.ThrowIfNull(backlog);
        ArgumentNullException.ThrowIfNull(request);
        var picked = GapPicker.PickInOrder(backlog, options);
        if (request.Ids.IsEmpty)
        {
            return (new ChosenGaps(backlog, [.. picked.Gaps.Take(request.Most ?? parallelism)]), []);
        }

        var problems = request.Ids.Where(id => !picked.Gaps.Any(gap => Is(gap, id))).Select(id => WhyNot(backlog, picked, id)).ToImmutableArray();
        var wanted = new HashSet<string>(request.Ids, StringComparer.OrdinalIgnoreCase);

        // Each is behind what it depends on, so one look from the end finds all of that.
        foreach (var gap in picked.Gaps.Reverse().Where(gap => wanted.Contains(gap.Id)))
        {
            wanted.UnionWith(gap.DependsOn);
        }

        return (new ChosenGaps(backlog, [.. picked.Gaps.Where(gap => wanted.Contains(gap.Id))]), problems);
    }

    private static bool Is(Gap gap, string id) => gap.Id.Equals(id, StringComparison.OrdinalIgnoreCase);

    private static Diagnostic WhyNot(Backlog backlog, PickedGaps picked, string id)
    {
        if (picked.Excluded.FirstOrDefault(each => Is(each.Gap, id)) is { } excluded)
        {
            var gap = excluded.Gap;
            return DiagnosticCodes.GapNotDispatched.At(gap.File, gap.At.Line, gap.At.Column, $"{gap.Id} cannot be dispatched: {string.Join("; ", excluded.Reasons)}");
        }

        return DiagnosticCodes.GapNotDispatched.Because($"there is no gap {id}{NearestName.Hint(id, backlog.Gaps.Select(gap => gap.Id))}");
    }
}

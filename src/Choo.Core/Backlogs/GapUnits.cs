using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Choo.Core.Priorities;
using Choo.Core.Specs;

namespace Choo.Core.Backlogs;

/// <summary>Gaps as units: those that can be worked on, and those that are done, on which others may depend.</summary>
public static class GapUnits
{
    private const int LongestTitle = 100;

    private static readonly PickOptions Anything = new() { Lowest = UnitPriority.P4, Kinds = [GapKind.User, GapKind.System] };

    /// <summary>The units of a backlog, ordinal by id. What is held, dropped, ambiguous or waits for such a gap is none.</summary>
    public static ImmutableArray<Unit> Of(Backlog backlog, GapUnitOptions options)
    {
        ArgumentNullException.ThrowIfNull(backlog);
        ArgumentNullException.ThrowIfNull(options);
        var workable = GapPicker.PickInOrder(backlog, Anything).Gaps;
        var done = backlog.Gaps.Where(gap => gap.Status == GapStatus.Done).DistinctBy(gap => gap.Id, StringComparer.OrdinalIgnoreCase);
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Gap[] all = [.. workable.Concat(done).Where(gap => names.TryAdd(gap.Id, gap.Id))];
        return [.. all.Select(gap => Of(gap, names, options)).OrderBy(unit => unit.Id, StringComparer.Ordinal)];
    }

    /// <summary>What a gap asks for, as Markdown.</summary>
    public static string TextOf(Gap gap)
    {
        ArgumentNullException.ThrowIfNull(gap);
        var text = new StringBuilder($"# {gap.Id}: {gap.Title}\n");
        if (gap.Description.Length > 0)
        {
            text.Append('\n').Append(gap.Description.ReplaceLineEndings("\n")).Append('\n');
        }

        if (!gap.Criteria.IsEmpty)
        {
            text.Append("\n## Acceptance criteria\n\n");
            foreach (var criterion in gap.Criteria)
            {
                text.Append("- ").Append(criterion.ReplaceLineEndings("\n").Replace("\n", "\n  ", StringComparison.Ordinal)).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>What is compared between two states of a gap: under its task's file name what its work is, and by field what only plans it.</summary>
    public static UnitRecord RecordOf(Unit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return new UnitRecord(ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal)
            .Add(unit.Tasks[0].File, AskedOf(unit))
            .Add("depends_on", string.Join(' ', unit.DependsOn))
            .Add("priority", unit.Priority?.ToString() ?? "")
            .Add("effort", unit.Effort?.ToString() ?? ""));
    }

    /// <summary>What a gap asks for, with the gate that proves it, and whether a person dropped it or holds it back; whatever else its status is.</summary>
    public static string AskedOf(Gap gap, GapUnitOptions options)
    {
        ArgumentNullException.ThrowIfNull(gap);
        ArgumentNullException.ThrowIfNull(options);
        return $"{AskedOf(Of(gap, [], options))}\0{(gap.Status == GapStatus.Dropped ? "dropped" : gap.Hold is not null ? "held" : "")}";
    }

    private static string AskedOf(Unit unit) => string.Create(CultureInfo.InvariantCulture, $"{unit.Text}\0{unit.Tasks[0].Backpressure}\0{unit.Tasks.Length}");

    private static Unit Of(Gap gap, Dictionary<string, string> names, GapUnitOptions options) => new()
    {
        Id = gap.Id,
        Path = gap.File,
        PlanPath = gap.File,
        Text = TextOf(gap),
        DependsOn = [.. gap.DependsOn.Select(id => names.GetValueOrDefault(id, id)).Distinct(StringComparer.Ordinal)],
        DependsOnAt = gap.DependsOn.IsEmpty ? null : gap.At,
        Priority = gap.Priority,
        Effort = gap.Effort,
        Tasks = options.CriteriaAsTasks && gap.Criteria.Length > 1
            ? [.. gap.Criteria.Select((criterion, index) => Task(gap, options, index + 1, criterion))]
            : [Task(gap, options, 1, null)],
    };

    private static SpecTask Task(Gap gap, GapUnitOptions options, int number, string? criterion) => new()
    {
        Number = number,
        Title = Title(criterion ?? gap.Title),
        File = gap.File[(gap.File.LastIndexOf('/') + 1)..],
        Path = gap.File,
        Text = criterion is null ? TextOf(gap) : $"{TextOf(gap)}\n## This task\n\n{criterion.ReplaceLineEndings("\n")}\n",
        Status = gap.Status == GapStatus.Done ? SpecStatus.Complete : SpecStatus.Pending,
        Backpressure = gap.Backpressure ?? options.Gates.GetValueOrDefault(gap.Domain),
        BackpressureAt = gap.At,
    };

    /// <summary>A criterion may be a paragraph; where a title is shown there is room for a line.</summary>
    private static string Title(string text)
    {
        var line = string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length <= LongestTitle ? line : string.Create(CultureInfo.InvariantCulture, $"{line.AsSpan(0, LongestTitle - 1)}…");
    }
}

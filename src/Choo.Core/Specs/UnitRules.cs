using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Graphs;
using Choo.Core.Text;

namespace Choo.Core.Specs;

// What must hold among units. The readings come sorted by folder.
internal static class UnitRules
{
    public static ImmutableArray<Unit> Apply(SpecContext context, UnitReading[] readings, List<Diagnostic> problems)
    {
        UnitReading[] found = [.. readings.Where(reading => reading.Unit is not null)];
        CheckCase(found, problems);
        var known = found.Select(reading => reading.Folder).ToHashSet(StringComparer.Ordinal);
        var skipped = readings.Where(reading => reading.Unit is null).ToDictionary(reading => reading.Folder, reading => reading.SkippedBecause, StringComparer.Ordinal);
        var units = ImmutableArray.CreateBuilder<Unit>(found.Length);
        foreach (var reading in found)
        {
            CheckDependencies(context, reading, (known, skipped), problems);
            units.Add(WithoutArchived(reading.Unit!, known, context.ArchivedUnits));
        }
        CheckCycles(found, problems);
        return units.DrainToImmutable();
    }

    private static void CheckCase(UnitReading[] readings, List<Diagnostic> problems)
    {
        var first = new Dictionary<string, string>(readings.Length, StringComparer.OrdinalIgnoreCase);
        foreach (var reading in readings)
        {
            if (!first.TryAdd(reading.Folder, reading.Folder))
            {
                problems.Add(DiagnosticCodes.UnitIdsDifferByCase.At(reading.Unit!.PlanPath, 1, 1,
                    $"the unit id '{reading.Folder}' differs from '{first[reading.Folder]}' only by case, which many file systems do not distinguish; rename one"));
            }
        }
    }

    private static void CheckDependencies(SpecContext context, UnitReading reading, (HashSet<string> Known, Dictionary<string, string?> Skipped) folders, List<Diagnostic> problems)
    {
        var unit = reading.Unit!;
        for (var index = 0; index < unit.DependsOn.Length; index++)
        {
            var wanted = unit.DependsOn[index];
            var at = reading.DependsOnAt[index];
            if (wanted == unit.Id)
            {
                problems.Add(DiagnosticCodes.SelfDependency.At(unit.PlanPath, at.Line, at.Column, $"unit '{unit.Id}' depends on itself"));
            }
            else if (!folders.Known.Contains(wanted) && !context.ArchivedUnits.Contains(wanted))
            {
                var why = folders.Skipped.TryGetValue(wanted, out var reason) ? $"; the folder '{wanted}' is skipped: {reason}" : NearestName.Hint(wanted, folders.Known);
                problems.Add(DiagnosticCodes.UnknownUnitDependency.At(unit.PlanPath, at.Line, at.Column,
                    $"unit '{unit.Id}' depends on '{Yaml.YamlFields.Shortened(wanted)}', which is neither in {context.TasksDir} nor archived{why}"));
            }
        }
    }

    private static Unit WithoutArchived(Unit unit, HashSet<string> known, IReadOnlySet<string> archived)
    {
        if (archived.Count == 0 || unit.DependsOn.All(known.Contains))
        {
            return unit;
        }
        return unit with { DependsOn = [.. unit.DependsOn.Where(id => known.Contains(id) || !archived.Contains(id))] };
    }

    private static void CheckCycles(UnitReading[] readings, List<Diagnostic> problems)
    {
        var graph = new DependencyGraph([.. readings.Select(reading => reading.Folder)], index => readings[index].Unit!.DependsOn);
        foreach (var cycle in Cycles.In(graph))
        {
            var reading = readings[cycle[0]];
            var at = reading.DependsOnAt[reading.Unit!.DependsOn.IndexOf(readings[cycle[1]].Folder)];
            problems.Add(DiagnosticCodes.UnitCycle.At(reading.Unit.PlanPath, at.Line, at.Column,
                $"units wait for each other: {Cycles.Path(cycle, index => readings[index].Folder)}"));
        }
    }
}

using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Specs.Yaml;

namespace Choo.Core.Specs;

// Reads one folder of the tasks folder.
internal static class UnitReader
{
    public static UnitReading Read(SpecFolder folder, SpecContext context, IYaml yaml)
    {
        if (folder.Name.StartsWith('.'))
        {
            return Skipped(folder, DiagnosticCodes.HiddenFolder, "it is hidden");
        }
        var plan = IndexOfPlan(folder.Files);
        if (plan < 0 || !folder.Files.Any(file => SpecNames.IsTask(file.Name)))
        {
            return Skipped(folder, DiagnosticCodes.FolderSkipped, WhyNoUnit(folder, plan >= 0));
        }
        var problems = new List<Diagnostic>();
        if (UnitId.WhyUnusable(folder.Name) is { } why)
        {
            problems.Add(DiagnosticCodes.UnitIdUnusable.At(folder.Files[plan].Path, 1, 1, $"the unit id {UnitId.Shown(folder.Name)} cannot be used in git refs and paths: {why}; rename the folder"));
        }
        var reading = PlanReader.Read(folder.Files[plan], folder.Name, (context, yaml), problems);
        var tasks = Tasks(folder, yaml, problems);
        NoteStrangers(folder, problems);
        var unit = new Unit
        {
            Id = folder.Name,
            Path = folder.Path,
            DependsOn = reading.DependsOn,
            DependsOnAt = reading.DependsOnAt is [var first, ..] ? first : null,
            Provider = reading.Provider,
            Priority = reading.Priority,
            Effort = reading.Effort,
            Locks = reading.Locks,
            Issue = reading.Issue,
            Tasks = tasks,
        };
        if (reading.SaysCompleteAt is { } at && !unit.IsComplete)
        {
            problems.Add(DiagnosticCodes.StatusContradicted.At(unit.PlanPath, at.Line, at.Column, "'orch_status' is complete, but not all tasks are; choo goes by the tasks' own status"));
        }
        return new UnitReading { Folder = folder.Name, Unit = unit, DependsOnAt = reading.DependsOnAt, Diagnostics = [.. problems] };
    }

    private static ImmutableArray<SpecTask> Tasks(SpecFolder folder, IYaml yaml, List<Diagnostic> problems)
    {
        var readings = new List<TaskReading>(folder.Files.Length);
        var unreadable = false;
        foreach (var file in folder.Files)
        {
            if (SpecNames.IsTask(file.Name))
            {
                var reading = TaskReader.Read(in file, yaml, problems);
                unreadable |= reading.Task is null;
                if (reading.Task is not null)
                {
                    readings.Add(reading);
                }
            }
        }
        readings.Sort(static (left, right) => left.Task!.Number != right.Task!.Number
            ? left.Task.Number.CompareTo(right.Task.Number)
            : string.CompareOrdinal(left.Task.File, right.Task.File));
        UnitTaskRules.Check(readings, unreadable, problems);
        return [.. readings.Select(reading => reading.Task!)];
    }

    private static int IndexOfPlan(ImmutableArray<SpecFile> files)
    {
        for (var index = 0; index < files.Length; index++)
        {
            if (files[index].Name == Unit.PlanFile)
            {
                return index;
            }
        }
        return -1;
    }

    private static UnitReading Skipped(SpecFolder folder, DiagnosticCode code, string why) => new()
    {
        Folder = folder.Name,
        SkippedBecause = why,
        Diagnostics = [code.At(folder.Path, 0, 0, $"the folder is skipped: {why}")],
    };

    private static string WhyNoUnit(SpecFolder folder, bool hasPlan)
    {
        if (hasPlan)
        {
            return "it has a plan but no task file (two digits, a dash and .md: 01-name.md)";
        }
        foreach (var file in folder.Files)
        {
            if (string.Equals(file.Name, Unit.PlanFile, StringComparison.OrdinalIgnoreCase))
            {
                return $"it has no {Unit.PlanFile} ('{file.Name}' differs in case)";
            }
        }
        return $"it has no {Unit.PlanFile}";
    }

    private static void NoteStrangers(SpecFolder folder, List<Diagnostic> problems)
    {
        foreach (var file in folder.Files)
        {
            if (SpecNames.LooksLikeTask(file.Name))
            {
                problems.Add(DiagnosticCodes.FileIgnored.At(file.Path, 1, 1, "the file is ignored: a task's name is two digits, a dash and a name ending in .md (01-name.md)"));
            }
        }
        foreach (var inner in folder.Folders)
        {
            if (!inner.StartsWith('.'))
            {
                problems.Add(DiagnosticCodes.NestedUnit.At($"{folder.Path}/{inner}", 0, 0, "the folder is ignored: a unit's folder must be directly in the tasks folder"));
            }
        }
    }
}

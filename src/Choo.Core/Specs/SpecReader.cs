using Choo.Core.Diagnostics;
using Choo.Core.Specs.Yaml;

namespace Choo.Core.Specs;

/// <summary>Turns a tasks folder's files into units and every problem in them.</summary>
public static class SpecReader
{
    // Starting threads for a handful of folders costs more than it saves.
    private const int FewFolders = 16;

    /// <summary>Reads all folders (many at once) and judges them together.</summary>
    /// <param name="tasksDir">Repository-relative path of the tasks folder.</param>
    /// <param name="folders">Its immediate child folders.</param>
    /// <param name="archivedUnits">Ids on which a dependency counts as satisfied.</param>
    /// <param name="knownProviders">Names that <c>provider:</c> may take.</param>
    /// <param name="yaml">Reads the frontmatters.</param>
    public static SpecSet Read(
        string tasksDir, IReadOnlyList<SpecFolder> folders, IReadOnlySet<string> archivedUnits, IReadOnlySet<string> knownProviders, IYaml yaml) =>
        Read(new SpecContext { TasksDir = tasksDir.TrimEnd('/'), ArchivedUnits = archivedUnits, KnownProviders = knownProviders }, folders, yaml);

    /// <summary>Reads all folders (many at once) and judges them together.</summary>
    public static SpecSet Read(SpecContext context, IReadOnlyList<SpecFolder> folders, IYaml yaml)
    {
        var readings = new UnitReading[folders.Count];
        if (folders.Count <= FewFolders)
        {
            for (var index = 0; index < readings.Length; index++)
            {
                readings[index] = ReadFolder(context, folders[index], yaml);
            }
        }
        else
        {
            Parallel.For(0, readings.Length, index => readings[index] = ReadFolder(context, folders[index], yaml));
        }
        return Judge(context, readings, []);
    }

    /// <summary>Reads one folder; the files' bytes are not kept. Safe to call from many threads.</summary>
    public static UnitReading ReadFolder(SpecContext context, SpecFolder folder, IYaml yaml) => UnitReader.Read(folder, context, yaml);

    /// <summary>Judges folders that have been read: what must hold among units. The result is in ordinal order whatever the order given.</summary>
    /// <param name="context">What was known when they were read.</param>
    /// <param name="readings">All folders of the tasks folder.</param>
    /// <param name="others">Problems met on the way, such as files that could not be read.</param>
    public static SpecSet Judge(SpecContext context, IEnumerable<UnitReading> readings, IEnumerable<Diagnostic> others)
    {
        var sorted = readings.ToArray();
        Array.Sort(sorted, static (left, right) => string.CompareOrdinal(left.Folder, right.Folder));
        var problems = new List<Diagnostic>(others);
        foreach (var reading in sorted)
        {
            problems.AddRange(reading.Diagnostics);
        }
        var units = UnitRules.Apply(context, sorted, problems);
        if (units.IsEmpty && sorted.Length > 0 && !problems.Exists(problem => problem.Severity == Severity.Error))
        {
            problems.Add(NoUnits(context.TasksDir));
        }
        return new SpecSet(units, DiagnosticOrder.Sort(problems));
    }

    /// <summary>The diagnostic for a tasks folder without a unit.</summary>
    public static Diagnostic NoUnits(string tasksDir) =>
        DiagnosticCodes.NoUnits.At(tasksDir, 0, 0, $"there is no unit here; a unit is a folder with {Unit.PlanFile} and at least one task such as 01-name.md");
}

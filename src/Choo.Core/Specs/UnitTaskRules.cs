using System.Globalization;
using Choo.Core.Diagnostics;
using Choo.Core.Graphs;
using Choo.Core.Text;

namespace Choo.Core.Specs;

// What must hold among the tasks of one unit. The readings come sorted by number.
internal static class UnitTaskRules
{
    private const int GapsShown = 10;

    public static void Check(List<TaskReading> readings, bool someUnreadable, List<Diagnostic> problems)
    {
        var duplicates = CheckDuplicates(readings, problems);
        // A task that could not be read may be the missing one: saying so as well would mislead.
        if (!someUnreadable)
        {
            CheckGaps(readings, problems);
        }
        CheckDependencies(readings, someUnreadable, problems);
        if (!duplicates)
        {
            CheckCycles(readings, problems);
        }
    }

    private static bool CheckDuplicates(List<TaskReading> readings, List<Diagnostic> problems)
    {
        var any = false;
        for (var index = 1; index < readings.Count; index++)
        {
            var (task, first) = (readings[index].Task!, readings[index - 1].Task!);
            if (task.Number == first.Number)
            {
                any = true;
                Report(DiagnosticCodes.DuplicateNumber, readings[index], readings[index].NumberAt, $"task {task.Number} is already in {first.File}; give one of them another number", problems);
            }
        }
        return any;
    }

    private static void CheckGaps(List<TaskReading> readings, List<Diagnostic> problems)
    {
        var missing = new List<int>();
        var expected = 1;
        TaskReading? afterFirstGap = null;
        foreach (var reading in readings)
        {
            if (reading.Task!.Number > expected)
            {
                afterFirstGap ??= reading;
                for (; expected < reading.Task.Number && missing.Count <= GapsShown; expected++)
                {
                    missing.Add(expected);
                }
            }
            expected = reading.Task.Number + 1;
        }
        if (afterFirstGap is { } after)
        {
            var shown = string.Join(", ", missing.Take(GapsShown)) + (missing.Count > GapsShown ? ", ..." : "");
            Report(DiagnosticCodes.NumberGap, after, after.NumberAt, $"the unit has no task {shown}; numbers usually run from 1 without a gap", problems);
        }
    }

    private static void CheckDependencies(List<TaskReading> readings, bool someUnreadable, List<Diagnostic> problems)
    {
        HashSet<int>? numbers = null;
        foreach (var reading in readings)
        {
            var task = reading.Task!;
            for (var index = 0; index < task.DependsOn.Length; index++)
            {
                var wanted = task.DependsOn[index];
                if (wanted == task.Number)
                {
                    Report(DiagnosticCodes.SelfDependency, reading, reading.DependsOnAt[index], $"task {wanted} depends on itself", problems);
                }
                else if (!(numbers ??= [.. readings.Select(other => other.Task!.Number)]).Contains(wanted) && !someUnreadable)
                {
                    Report(DiagnosticCodes.UnknownTaskDependency, reading, reading.DependsOnAt[index],
                        $"task {task.Number} depends on task {wanted}, which the unit does not have; it has {Listed(readings)}", problems);
                }
            }
        }
    }

    private static void CheckCycles(List<TaskReading> readings, List<Diagnostic> problems)
    {
        if (readings.All(reading => reading.Task!.DependsOn.All(wanted => wanted < reading.Task.Number)))
        {
            return;
        }
        var graph = new DependencyGraph([.. readings.Select(reading => Name(reading.Task!.Number))], index => [.. readings[index].Task!.DependsOn.Select(Name)]);
        foreach (var cycle in Cycles.In(graph))
        {
            var reading = readings[cycle[0]];
            var place = reading.Task!.DependsOn.IndexOf(readings[cycle[1]].Task!.Number);
            Report(DiagnosticCodes.TaskCycle, reading, reading.DependsOnAt[place],
                $"tasks wait for each other: {Cycles.Path(cycle, index => Name(readings[index].Task!.Number))}", problems);
        }
    }

    private static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Listed(List<TaskReading> readings) =>
        string.Join(", ", readings.Take(GapsShown).Select(reading => reading.Task!.Number)) + (readings.Count > GapsShown ? ", ..." : "");

    private static void Report(DiagnosticCode code, TaskReading reading, Position at, string message, List<Diagnostic> problems) =>
        problems.Add(code.At(reading.Task!.Path, at.Line, at.Column, message));
}

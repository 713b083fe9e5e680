using Choo.Core.Planning;
using Choo.Core.Priorities;
using Choo.Core.Specs;
using Choo.Views.Text;

namespace Choo.Views.Lines;

/// <summary>A plan as text.</summary>
internal static class PlanText
{
    /// <summary>The plan's lines: stages, order and critical path.</summary>
    public static IEnumerable<string> Lines(Plan plan, PlanDefaults defaults, string target, int parallelism)
    {
        var units = plan.Units.ToDictionary(unit => unit.Id, StringComparer.Ordinal);
        yield return Heading(plan, target, parallelism);
        for (var level = 0; level < plan.Levels.Length; level++)
        {
            yield return "";
            yield return $"Stage {level + 1}";
            foreach (var unit in plan.Levels[level].Select(id => units[id]))
            {
                foreach (var line in Lines(unit, defaults))
                {
                    yield return line;
                }
            }
        }

        if (plan.Order.IsEmpty)
        {
            yield break;
        }

        yield return "";
        yield return $"Order: {string.Join(", ", plan.Order)}";
        var tasks = plan.CriticalPath.Sum(id => Open(units[id]).Count());
        yield return $"Critical path: {string.Join(" -> ", plan.CriticalPath)} ({Amounts.Count(tasks, "task")})";
    }

    private static string Heading(Plan plan, string target, int parallelism)
    {
        var complete = plan.Units.Count(unit => unit.IsComplete);
        var also = complete > 0 ? $"; {Amounts.Count(complete, "unit")} complete already" : "";
        if (plan.Order.IsEmpty)
        {
            return complete switch
            {
                0 => "Nothing to do",
                1 => "Nothing to do: the unit is complete",
                _ => $"Nothing to do: all {complete} units are complete",
            };
        }

        var tasks = plan.Units.Sum(unit => Open(unit).Count());
        var onto = target.Length > 0 ? $" onto {target}" : "";
        return $"{Amounts.Count(plan.Order.Length, "unit")} with {Amounts.Count(tasks, "task")} to do{onto}, {parallelism} at a time{also}";
    }

    private static IEnumerable<string> Lines(Unit unit, PlanDefaults defaults)
    {
        var after = unit.DependsOn.IsEmpty ? "" : $", after {string.Join(", ", unit.DependsOn)}";
        var urgency = $"{(unit.Priority is { } priority ? $", {PriorityWords.Of(priority)}" : "")}{(unit.Effort is { } effort ? $", effort {PriorityWords.Of(effort)}" : "")}";
        var locks = unit.Locks.IsEmpty ? "" : $", {(unit.Locks.Length == 1 ? "lock" : "locks")} {string.Join(" and ", unit.Locks)}";
        yield return $"  {unit.Id} ({Amounts.Count(Open(unit).Count(), "task")}, {defaults.ProviderOf(unit)}{urgency}{locks}{after})";
        foreach (var task in Open(unit))
        {
            yield return $"    #{task.Number} {(task.Title.Length > 0 ? task.Title : task.File)}  [{task.Backpressure ?? defaults.Backpressure}]";
        }
    }

    private static IEnumerable<SpecTask> Open(Unit unit) => unit.Tasks.Where(task => task.Status != SpecStatus.Complete);
}

using System.Collections.Immutable;
using Choo.Core.Specs;

namespace Choo.Core.Flow;

/// <summary>Which task of a unit comes next.</summary>
public static class TaskOrder
{
    /// <summary>The ready task with the lowest number; null when none is left, or when the rest wait for each other.</summary>
    public static SpecTask? Next(Unit unit, IReadOnlySet<int> done) => unit.Tasks
        .Where(task => !IsDone(task, done) && task.DependsOn.All(number => IsDone(unit, number, done)))
        .MinBy(task => task.Number);

    /// <summary>The tasks that are not done.</summary>
    public static ImmutableArray<SpecTask> Open(Unit unit, IReadOnlySet<int> done) => [.. unit.Tasks.Where(task => !IsDone(task, done))];

    private static bool IsDone(SpecTask task, IReadOnlySet<int> done) =>
        task.Status == SpecStatus.Complete || done.Contains(task.Number);

    private static bool IsDone(Unit unit, int number, IReadOnlySet<int> done) =>
        done.Contains(number) || unit.Tasks.Any(task => task.Number == number && task.Status == SpecStatus.Complete);
}

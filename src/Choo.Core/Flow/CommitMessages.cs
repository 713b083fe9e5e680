using Choo.Core.Specs;

namespace Choo.Core.Flow;

/// <summary>The messages of choo's commits, with the trailers by which they are found again.</summary>
public static class CommitMessages
{
    /// <summary>A task's work.</summary>
    public static string ForTask(string run, Unit unit, SpecTask task) =>
        $"feat({unit.Id}): complete task #{task.Number}{(task.Title.Length > 0 ? $" - {OneLine(task.Title)}" : "")}\n\n"
        + $"Choo-Run: {run}\nChoo-Unit: {unit.Id}\nChoo-Task: {task.Number}\n";

    /// <summary>A fix of the baseline.</summary>
    public static string ForBaseline(string run, string unit) => $"fix({unit}): baseline checks\n\n{Trailers(run, unit)}";

    /// <summary>An answer to what was said of a pull request.</summary>
    public static string ForFeedback(string run, string unit, int number) => $"fix({unit}): review feedback on #{number}\n\n{Trailers(run, unit)}";

    /// <summary>A fix of what a review found; the first line is the earlier system's.</summary>
    public static string ForReview(string run, string unit) => $"fix({unit}): address code review feedback\n\n{Trailers(run, unit)}";

    /// <summary>The target merged into a unit with its conflicts resolved.</summary>
    public static string ForConflict(string run, string unit, string target) =>
        $"Merge {target} into {unit}\n\n{Trailers(run, unit)}";

    /// <summary>A unit merged into the target.</summary>
    /// <param name="run">The run.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="closes">The issue that the landing closes; null for none.</param>
    public static string ForLanding(string run, string unit, IssueReference? closes = null) =>
        $"Merge unit {unit}\n\n{(closes is null ? "" : $"{closes.Closes}\n\n")}{Trailers(run, unit)}";

    /// <summary>Unlanded dependencies merged under a unit.</summary>
    public static string ForDependencies(string run, string unit) => $"Merge what {unit} depends on\n\n{Trailers(run, unit)}";

    /// <summary>A title may hold line ends (in quoted YAML), and a line of its own could pass for a trailer.</summary>
    private static string OneLine(string title) =>
        string.Join(' ', title.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string Trailers(string run, string unit) => $"Choo-Run: {run}\nChoo-Unit: {unit}\n";
}

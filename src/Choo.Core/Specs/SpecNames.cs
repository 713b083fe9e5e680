namespace Choo.Core.Specs;

/// <summary>Which files and folders belong to specs, by name.</summary>
public static class SpecNames
{
    private const string Archive = "completed";

    /// <summary>Whether a file of a unit's folder is read: the plan, or a task named <c>NN-slug.md</c>.</summary>
    public static bool IsSpec(string fileName) => fileName == Unit.PlanFile || IsTask(fileName);

    /// <summary>Whether a file is a task: two digits, a dash, and <c>.md</c> at the end.</summary>
    public static bool IsTask(string fileName) =>
        fileName.Length >= 6 && char.IsAsciiDigit(fileName[0]) && char.IsAsciiDigit(fileName[1]) && fileName[2] == '-'
        && fileName.EndsWith(".md", StringComparison.Ordinal);

    /// <summary>The folders whose children are archived units, for a tasks folder: <c>specs/completed/tasks</c> and <c>specs/completed</c>.</summary>
    /// <param name="tasksDir">Repository-relative path of the tasks folder, forward slashes.</param>
    public static IReadOnlyList<string> ArchiveFolders(string tasksDir)
    {
        var trimmed = tasksDir.TrimEnd('/');
        var slash = trimmed.LastIndexOf('/');
        var parent = slash < 0 ? "" : trimmed[..(slash + 1)];
        return [$"{parent}{Archive}/{trimmed[(slash + 1)..]}", $"{parent}{Archive}"];
    }

    // A markdown file that begins with a digit was probably meant to be a task.
    internal static bool LooksLikeTask(string fileName) =>
        fileName.Length > 0 && char.IsAsciiDigit(fileName[0]) && fileName.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && !IsTask(fileName);
}

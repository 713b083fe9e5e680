using System.Collections.Immutable;
using Choo.Adapters.Files;
using Choo.Core.Diagnostics;

namespace Choo.Adapters.Specs;

// The names of a tasks folder's immediate child folders.
internal sealed record TasksListing
{
    // Relative to the repository with forward slashes, or as given when it lies outside.
    public required string TasksDir { get; init; }

    // Absolute.
    public required string Path { get; init; }

    public ImmutableArray<string> Folders { get; init; } = [];

    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    public static TasksListing Of(string root, string tasksDir)
    {
        var relative = Relative(root, tasksDir);
        var listing = new TasksListing { TasksDir = relative, Path = System.IO.Path.Combine(root, relative) };
        if (!System.IO.Path.IsPathRooted(relative) && LinkOnTheWay(root, relative) is { } link)
        {
            return listing with { Diagnostics = [DiagnosticCodes.TasksFolderMissing.At(relative, 0, 0, $"{link} is a symbolic link, and links are not followed; the tasks folder must be a real folder")] };
        }

        try
        {
            return listing.WithChildren();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            var why = File.Exists(listing.Path) ? "it is a file, not a folder"
                : !Directory.Exists(listing.Path) ? "there is no such folder; name the folder with the units"
                : refused.Message;
            return listing with { Diagnostics = [DiagnosticCodes.TasksFolderMissing.At(relative, 0, 0, why)] };
        }
    }

    public static string Relative(string root, string tasksDir)
    {
        var absolute = System.IO.Path.GetFullPath(tasksDir, System.IO.Path.GetFullPath(root));
        var relative = System.IO.Path.GetRelativePath(root, absolute).Replace('\\', '/').TrimEnd('/');
        return relative.StartsWith("../", StringComparison.Ordinal) || relative == ".." ? absolute.Replace('\\', '/') : relative;
    }

    // The first folder of a path that is a link: git has no files behind it, so nothing there could run.
    private static string? LinkOnTheWay(string root, string relative)
    {
        var parts = relative.Split('/');
        return Enumerable.Range(1, parts.Length).Select(count => string.Join('/', parts[..count]))
            .FirstOrDefault(path => FileStatus.Of(System.IO.Path.Combine(root, path)).Kind == FileKind.Link);
    }

    private TasksListing WithChildren()
    {
        var folders = new List<string>();
        var links = new List<Diagnostic>();
        foreach (var child in new DirectoryInfo(Path).EnumerateDirectories())
        {
            if (child.LinkTarget is null)
            {
                folders.Add(child.Name);
            }
            else
            {
                links.Add(DiagnosticCodes.LinkedFolder.At($"{TasksDir}/{child.Name}", 0, 0, "the folder is a symbolic link and is not followed; a unit must be a real folder"));
            }
        }

        folders.Sort(StringComparer.Ordinal);
        return this with { Folders = [.. folders], Diagnostics = [.. links] };
    }
}

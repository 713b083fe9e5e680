namespace Choo.Engine;

/// <summary>Turns the tasks folder as a person gave it into one relative to the repository's root.</summary>
internal static class HostPaths
{
    public static string TasksDir(RunRequest request, string root)
    {
        var given = request.TasksDir.Replace('\\', '/').TrimEnd('/');
        var fromHere = Path.GetFullPath(given, Path.GetFullPath(request.WorkingFolder));
        var absolute = Path.IsPathRooted(given) || Directory.Exists(fromHere) ? fromHere : Path.GetFullPath(given, root);
        var relative = Path.GetRelativePath(root, absolute).Replace('\\', '/');
        return relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? given : relative;
    }
}

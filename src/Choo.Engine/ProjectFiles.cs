using Choo.Core.Gates;

namespace Choo.Engine;

/// <summary>Solutions and projects of a folder, for the default gates outside of a commit.</summary>
internal static class ProjectFiles
{
    private const int DeepestLevel = 6;

    public static IEnumerable<string> In(string root)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = DeepestLevel,
            AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden,
            IgnoreInaccessible = true,
        };
        return Directory.EnumerateFiles(root, "*.*", options)
            .Where(DefaultGates.IsRead)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'));
    }
}

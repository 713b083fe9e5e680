using System.Collections.Immutable;

namespace Choo.Core.Specs;

/// <summary>Compares the spec that a unit is worked by with another state of it. A task's <c>status:</c> is choo's own to write and does not count.</summary>
public static class SpecComparison
{
    /// <summary>Names of the files (plan and tasks) that are new, gone, or differ in more than their status, in ordinal order.</summary>
    /// <param name="before">The unit's folder as it was; null when there was none.</param>
    /// <param name="now">The same now; null when it is gone.</param>
    public static ImmutableArray<string> Changed(SpecFolder? before, SpecFolder? now)
    {
        var (old, young) = (FilesOf(before), FilesOf(now));
        return [.. old.Keys.Union(young.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Where(name =>
            !old.TryGetValue(name, out var one) || !young.TryGetValue(name, out var other) || !SpecEdits.SameButStatus(one.Span, other.Span))];
    }

    /// <summary>Whether a path is the plan or a task of the unit in a folder.</summary>
    /// <param name="folder">The unit's folder, relative to the repository.</param>
    /// <param name="path">A file's path, relative to the repository.</param>
    public static bool IsSpecOf(string folder, string path)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(path);
        return path.Length > folder.Length + 1 && path[folder.Length] == '/' && path.StartsWith(folder, StringComparison.Ordinal)
            && SpecNames.IsSpec(path[(folder.Length + 1)..]);
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> FilesOf(SpecFolder? folder) =>
        folder?.Files.Where(file => SpecNames.IsSpec(file.Name)).ToDictionary(file => file.Name, file => file.Content, StringComparer.Ordinal) ?? [];
}

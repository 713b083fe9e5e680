using System.Collections.Immutable;

namespace Choo.Core.TestEvidence;

/// <summary>Which parts of a tree are its tests. Paths are relative to the repository, with forward slashes.</summary>
public sealed class TestScopes
{
    private static readonly string[] Projects = [".csproj", ".fsproj", ".vbproj"];
    private static readonly string[] Frameworks = ["Microsoft.NET.Test.Sdk", "xunit", "nunit", "MSTest", "TUnit", "<IsTestProject>true</IsTestProject>"];
    private static readonly string[] Names = ["Test", "Tests", ".test", ".tests", ".Specs", ".specs"];

    private readonly ImmutableHashSet<string> folders;
    private readonly ImmutableArray<string> others;

    /// <param name="projects">The tree's projects.</param>
    /// <param name="isTest">Which of them are test projects.</param>
    public TestScopes(IEnumerable<string> projects, Func<string, bool> isTest)
    {
        ArgumentNullException.ThrowIfNull(isTest);
        var byKind = projects.Where(IsProject).ToLookup(isTest);
        folders = [.. byKind[true].Select(FolderOf)];
        others = [.. byKind[false].Select(FolderOf)];
    }

    /// <summary>Whether a path is that of a project that can hold tests.</summary>
    public static bool IsProject(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Projects.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether a project holds tests: it names a test framework, says so itself, or is called so.</summary>
    public static bool IsTestProject(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(text);
        var name = path[(path.LastIndexOf('/') + 1)..];
        name = name[..Math.Max(0, name.LastIndexOf('.'))];
        return Names.Any(ending => name.EndsWith(ending, StringComparison.Ordinal))
            || Frameworks.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Those projects that a file can belong to: the ones in its folder and above it.</summary>
    public static IEnumerable<string> Around(IEnumerable<string> projects, IEnumerable<string> files)
    {
        var above = files.SelectMany(Above).ToHashSet(StringComparer.Ordinal);
        return projects.Where(path => IsProject(path) && above.Contains(FolderOf(path)));
    }

    /// <summary>
    /// The folder of the nearest test project that a file lies in, null when it lies in none. A test project at the root, or one with
    /// other projects below it, holds more than tests: a file of it is a part of its own there.
    /// </summary>
    public string? ProjectPartOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Above(path).FirstOrDefault(folders.Contains) is not { } folder)
        {
            return null;
        }

        return folder.Length > 0 && !others.Any(other => other.StartsWith(folder + "/", StringComparison.Ordinal)) ? folder : Alone(path, folder);
    }

    /// <summary>The part that a changed file belongs to, null when it is none of the tests': a test project's folder, or the file itself where it is C# outside of those and holds tests.</summary>
    public string? PartOf(ChangedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ProjectPartOf(file.Path) ?? (TestSource.IsRead(file.Path) && (HoldsTests(file.Before) || HoldsTests(file.Now)) ? file.Path : null);
    }

    /// <summary>Parts without those that lie in another of them.</summary>
    public static ImmutableArray<string> Outermost(IEnumerable<string> parts)
    {
        var all = parts.ToHashSet(StringComparer.Ordinal);
        return [.. all.Where(part => !Above(part).Any(all.Contains)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether a path is a part or lies in it.</summary>
    public static bool IsWithin(string path, string part)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(part);
        return path == part || (path.Length > part.Length && path[part.Length] == '/' && path.StartsWith(part, StringComparison.Ordinal));
    }

    /// <summary>A file of a project that holds more than tests: by itself where no other project is nearer, and never at the root, where it may be anything.</summary>
    private string? Alone(string path, string folder) => folder.Length > 0 && !Above(path).TakeWhile(above => above != folder).Any(others.Contains) ? path : null;

    private static bool HoldsTests(string? source) => source is not null && !TestSource.Read(source).IsEmpty;

    /// <summary>The folders that a path lies in, the nearest first; the root is empty.</summary>
    private static IEnumerable<string> Above(string path)
    {
        while (path.Length > 0)
        {
            yield return path = FolderOf(path);
        }
    }

    private static string FolderOf(string path) => path.LastIndexOf('/') is var end and >= 0 ? path[..end] : "";
}

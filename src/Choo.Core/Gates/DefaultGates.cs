using System.Collections.Immutable;

namespace Choo.Core.Gates;

/// <summary>The gates of a repository that configures none.</summary>
/// <param name="Backpressure">The command of a task that names none.</param>
/// <param name="Baseline">What must pass before a unit lands; empty when neither solution nor project was found.</param>
public sealed record DefaultGates(string Backpressure, ImmutableArray<Gate> Baseline)
{
    private static readonly string[] Projects = [".csproj", ".fsproj", ".vbproj"];

    /// <summary>Looks at the repository's paths, relative with forward slashes, as <c>git ls-tree -r --name-only</c> prints them.</summary>
    public static DefaultGates From(IEnumerable<string> paths)
    {
        var solutions = new List<string>();
        var projects = new List<string>();
        foreach (var path in paths)
        {
            var extension = Path.GetExtension(path.AsSpan());
            if (extension.Equals(".sln", StringComparison.OrdinalIgnoreCase) || extension.Equals(".slnx", StringComparison.OrdinalIgnoreCase))
            {
                solutions.Add(path);
            }
            else if (IsProject(extension))
            {
                projects.Add(path);
            }
        }

        var targets = Targets(WithoutTwins(solutions), projects);
        var unnamed = targets.Length == 1 && !targets[0].Contains('/') && solutions.Concat(projects).Count(p => !p.Contains('/')) == 1;
        return targets.Length == 0 ? new("dotnet build", []) : Of(targets, unnamed);
    }

    private static DefaultGates Of(ImmutableArray<string> targets, bool unnamed)
    {
        // dotnet finds it by itself when it is the only one in the folder.
        var gates = ImmutableArray.CreateBuilder<Gate>();
        foreach (var verb in (ReadOnlySpan<string>)["build", "test"])
        {
            foreach (var target in targets)
            {
                var name = targets.Length == 1 ? verb : $"{verb} {Path.GetFileNameWithoutExtension(target)}";
                gates.Add(new(name, unnamed ? $"dotnet {verb}" : $"dotnet {verb} {ShellQuote.Of(target)}") { IsDefault = true });
            }
        }

        return new(string.Join(" && ", gates.Take(targets.Length).Select(g => g.Command)), gates.ToImmutable());
    }

    private static ImmutableArray<string> Targets(List<string> solutions, List<string> projects)
    {
        var nearest = Nearest(solutions);
        return nearest.Length > 0 ? nearest : Nearest(projects);
    }

    // Those at the root; else each that has none in a folder above it.
    private static ImmutableArray<string> Nearest(List<string> paths)
    {
        var folders = paths.Select(Folder).ToHashSet();
        return [.. paths.Where(p => !Above(Folder(p)).Any(folders.Contains)).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Above(string folder)
    {
        while (folder.Length > 0)
        {
            folder = Folder(folder);
            yield return folder;
        }
    }

    private static string Folder(string path) => path.LastIndexOf('/') is var end and >= 0 ? path[..end] : "";

    // A solution that was moved to the new format may still lie beside its old self.
    private static List<string> WithoutTwins(List<string> solutions)
        => [.. solutions.Where(s => !s.EndsWith(".sln", StringComparison.OrdinalIgnoreCase) || !solutions.Contains(s + "x", StringComparer.OrdinalIgnoreCase))];

    private static bool IsProject(ReadOnlySpan<char> extension)
    {
        foreach (var one in Projects)
        {
            if (extension.Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

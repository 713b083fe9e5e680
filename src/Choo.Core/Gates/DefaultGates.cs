using System.Collections.Immutable;
using Choo.Core.Shell;

namespace Choo.Core.Gates;

/// <summary>The gates of a repository that configures none.</summary>
/// <param name="Backpressure">The command of a task that names none.</param>
/// <param name="Baseline">What must pass before a unit lands; empty when neither solution nor project was found.</param>
public sealed record DefaultGates(string Backpressure, ImmutableArray<Gate> Baseline)
{
    private static readonly string[] Solutions = [".sln", ".slnx"];
    private static readonly string[] Projects = [".csproj", ".fsproj", ".vbproj"];

    /// <summary>Looks at a tree's paths, relative with forward slashes, as <c>git ls-tree -r --name-only</c> prints them.</summary>
    public static DefaultGates From(IEnumerable<string> paths)
    {
        var all = paths.Where(IsRead).ToList();
        var solutions = all.Where(path => HasEnding(path, Solutions)).ToList();
        var targets = Targets(WithoutTwins(solutions), [.. all.Where(path => HasEnding(path, Projects))]);
        var unnamed = targets.Length == 1 && !targets[0].Contains('/') && all.Count(path => !path.Contains('/')) == 1;
        return targets.Length == 0 ? new("dotnet build", []) : Of(targets, unnamed);
    }

    /// <summary>Whether a path counts: dotnet builds it, or would not know which to build where it stands beside another.</summary>
    public static bool IsRead(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return HasEnding(path, [.. Solutions, ".slnf"]) || (HasEnding(path, ["proj"]) && Path.HasExtension(path));
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
                gates.Add(new(name, unnamed ? $"dotnet {verb}" : $"dotnet {verb} {ShellQuote.Of(target.StartsWith('-') ? $"./{target}" : target)}") { IsDefault = true });
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

    private static bool HasEnding(string path, ReadOnlySpan<string> endings)
    {
        foreach (var one in endings)
        {
            if (path.EndsWith(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

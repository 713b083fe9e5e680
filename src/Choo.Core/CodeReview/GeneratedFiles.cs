namespace Choo.Core.CodeReview;

/// <summary>Files that a program wrote, by their names: nobody reviews them line by line.</summary>
public static class GeneratedFiles
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "package-lock.json", "npm-shrinkwrap.json", "packages.lock.json", "pnpm-lock.yaml", "project.assets.json", "go.sum", "gradle.lockfile",
    };

    private static readonly string[] Endings =
        [".lock", ".lockb", ".min.js", ".min.css", ".map", ".g.cs", ".g.i.cs", ".designer.cs", ".generated.cs", ".pb.go", ".pb.cs", "_pb2.py"];

    private static readonly HashSet<string> Folders = new(StringComparer.OrdinalIgnoreCase) { "node_modules", "vendor", "obj", "bin", "dist" };

    /// <summary>Whether a path is that of a lock file, or of another file that is generated.</summary>
    public static bool Match(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = path.Split('/');
        return Names.Contains(parts[^1])
            || Endings.Any(ending => parts[^1].EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            || parts[..^1].Any(Folders.Contains);
    }
}

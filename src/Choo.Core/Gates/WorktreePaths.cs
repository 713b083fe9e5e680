namespace Choo.Core.Gates;

/// <summary>Makes the paths of an output relative to the worktree, in the forms that the worktree's own path may take there.</summary>
internal sealed class WorktreePaths
{
    private readonly string[] roots;

    /// <param name="roots">Absolute paths of the worktree: as given, and with symbolic links resolved.</param>
    public WorktreePaths(params string[] roots) => this.roots = [.. roots.Select(r => Slashes(r).TrimEnd('/') + "/").Distinct()];

    /// <summary>The path relative to the worktree with forward slashes; as it is when it lies elsewhere.</summary>
    public string Relative(ReadOnlySpan<char> path)
    {
        var text = path.Trim().ToString();
        return Inside(text) ?? (text.StartsWith("./", StringComparison.Ordinal) ? text[2..] : text);
    }

    /// <summary>Whether an absolute path lies in the worktree.</summary>
    public bool Contains(ReadOnlySpan<char> path) => Inside(path.Trim().ToString()) is not null;

    private string? Inside(string text)
    {
        foreach (var root in roots)
        {
            // A drive letter marks Windows, whose paths know no case and two separators.
            var windows = root.Length > 1 && root[1] == ':';
            var given = windows ? Slashes(text) : text;
            if (given.StartsWith(root, windows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            {
                return given[root.Length..];
            }
        }

        return null;
    }

    private static string Slashes(string path) => path.Length > 1 && path[1] == ':' ? path.Replace('\\', '/') : path;
}

using System.Collections.Immutable;
using Choo.Adapters.Files;
using Choo.Adapters.Gates;
using Choo.Core.Gates;

namespace Choo.Adapters.Git;

/// <summary>Finds the outputs of builds among new files by what MSBuild wrote down of them, whatever the configuration, platform and layout.</summary>
/// <param name="worktree">The worktree.</param>
/// <param name="git">git in it.</param>
/// <param name="excludes">The ignore patterns of its run.</param>
internal sealed class NewOutputs(PooledWorktree worktree, GitCall git, string excludes)
{
    private const int MostLists = 2000;

    /// <summary>Takes those that the index adds out of it; false when there are none. What the repository's own ignore files keep stays.</summary>
    public async Task<bool> DropAsync(ImmutableArray<RawEntry> differences, string comparedWith, CancellationToken cancellationToken)
    {
        var added = differences.Where(entry => entry.ModeBefore == RawDiff.None).Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        if (!added.Any(BuildOutputs.IsTelling))
        {
            return false;
        }

        // Also what is ignored: a repository may ignore obj and not bin.
        var there = await git.RunAsync(cancellationToken, "ls-files", "-z", "--cached", "--others").ConfigureAwait(false);
        var lists = Paths(there).Where(BuildOutputs.IsList).Take(MostLists).ToArray();
        if (lists.Length == 0)
        {
            return false;
        }

        var tracked = await TrackedAsync(comparedWith, cancellationToken).ConfigureAwait(false);
        added.ExceptWith(tracked);
        var outputs = BuildOutputs.Of(added, tracked, lists, Named(lists));
        if (outputs.IsEmpty)
        {
            return false;
        }

        // For this question alone: in another unit's worktree a file of the same name may be written by hand.
        var with = Path.Combine(worktree.GitDir, "choo-outputs");
        OwnFile.Write(with, (PlainFile.Text(excludes, PlainFile.Large) ?? "") + string.Concat(outputs.Order(StringComparer.Ordinal).Select(path => Excludes.Pattern(path) + "\n")));
        var asking = git with { MoreSettings = [.. git.MoreSettings, $"core.excludesFile={with}"] };
        var ignored = await asking.RunAsync(cancellationToken, "ls-files", "-z", "--cached", "--ignored", "--exclude-standard").ConfigureAwait(false);
        var dropped = Paths(ignored).Where(path => added.Contains(path) && BuildOutputs.Cover(outputs, path)).ToArray();
        if (dropped.Length > 0)
        {
            await git.RunAsync(string.Join('\0', dropped) + '\0', cancellationToken, "update-index", "--force-remove", "-z", "--stdin").ConfigureAwait(false);
        }

        return dropped.Length > 0;
    }

    /// <summary>What is committed already, on either side of a merge.</summary>
    private async Task<HashSet<string>> TrackedAsync(string comparedWith, CancellationToken cancellationToken)
    {
        var tracked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var commit in (string[])[comparedWith, "HEAD", ConflictedMerge.Head])
        {
            var files = await git.TryAsync(cancellationToken, "ls-tree", "-r", "-z", "--full-tree", "--name-only", commit).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            tracked.UnionWith(files.Succeeded ? Paths(files.Text) : []);
        }

        return tracked;
    }

    private HashSet<string> Named(string[] lists)
    {
        var ignoreCase = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var roots = new[] { worktree.Path, RealPath.Of(worktree.Path) }.Select(root => Slashes(root).TrimEnd('/') + "/").Distinct(StringComparer.Ordinal).ToArray();
        return
        [
            .. from list in lists
               where BuildOutputs.NamesFiles(list)
               from line in (PlainFile.Text(Path.Combine(worktree.Path, list), PlainFile.Large) ?? "").Split('\n')
               let file = Slashes(line.TrimEnd('\r'))
               let root = roots.FirstOrDefault(root => file.StartsWith(root, ignoreCase))
               where root is not null
               select file[root.Length..],
        ];
    }

    private static string Slashes(string path) => OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;

    private static string[] Paths(string listed) => listed.Split('\0', StringSplitOptions.RemoveEmptyEntries);
}

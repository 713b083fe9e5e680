using System.Collections.Immutable;
using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <summary>
/// Links that an agent made to where only this machine has something: an absolute path into its own worktree or the person's checkout is there
/// for every gate that runs here, in a clean room too, and a relative one that leaves the worktree may meet another worktree.
/// </summary>
internal static class StrayLinks
{
    private const string Link = "120000";

    /// <summary>Those among the differences of a worktree, with what they lead to.</summary>
    public static ImmutableArray<RefusedPath> Of(PooledWorktree worktree, WorktreePlace place, ImmutableArray<RawEntry> differences)
    {
        string[] ours = [worktree.Path, worktree.Repository.Root, worktree.Repository.MainCheckout ?? "", .. place.Folders];
        return
        [
            .. from entry in differences
               where entry.ModeAfter == Link
               let target = TargetOf(Path.Combine(worktree.Path, entry.Path))
               where target is not null && (Path.IsPathFullyQualified(target) ? IsIn(target, ours) : Leaves(entry.Path, target))
               select new RefusedPath(entry.Path, target),
        ];
    }

    private static bool IsIn(string target, string[] folders) =>
        folders.Any(folder => folder.Length > 0 && (target == folder || WorktreePlace.IsBelow(target, folder)));

    /// <summary>Whether the way from a link to its target passes above the worktree, also where it comes back by the worktree's own name.</summary>
    private static bool Leaves(string path, string target)
    {
        var depth = path.Count(c => c == '/');
        foreach (var part in target.Split('/', '\\').Where(part => part is not ("" or ".")))
        {
            depth += part == ".." ? -1 : 1;
            if (depth < 0)
            {
                return true;
            }
        }

        return false;
    }

    private static string? TargetOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

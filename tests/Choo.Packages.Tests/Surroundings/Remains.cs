using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>What must not be left of runs that were killed: commits that nothing holds, locks, half-written files.</summary>
internal static class Remains
{
    /// <summary>
    /// Every commit with work in it that choo ever made is held by a ref. A merge that was never landed may be let go of when git makes the
    /// very same tree out of its parents again and those are held: it has nothing of its own.
    /// </summary>
    public static IReadOnlyList<string> LostCommits(GitRepo repo)
    {
        var all = AllCommits(repo);
        all.ExceptWith(repo.Git("rev-list", "--all").Split('\n'));
        var held = repo.Git("log", "--all", "--format=%T").Split('\n').ToHashSet(StringComparer.Ordinal);
        return [.. from commit in all
                   let facts = repo.Git("show", "--no-patch", "--format=%T%x00%P%x00%s", commit).Split('\0')
                   where !held.Contains(facts[0]) && !IsMadeAgain(repo, facts[0], facts[1].Split(' '))
                   select $"the commit {commit} ({facts[2]}) is lost: no ref has it, nor its tree"];
    }

    /// <summary>How many commits the repository has, held by a ref or not.</summary>
    public static int Commits(GitRepo repo) => AllCommits(repo).Count;

    /// <summary>No lock, no draft, no half-written object, and no file among the temporary ones.</summary>
    /// <param name="site">Where.</param>
    /// <param name="gits">Whether git was killed: what it was writing into its objects then, its own garbage collection removes.</param>
    public static void NoFileIsLeft(Site site, bool gits = false)
    {
        string[] expected = ["choo/lock"];
        var git = site.Repo.At(".git");
        var left = Directory.EnumerateFiles(git, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(git, file).Replace('\\', '/'))
            .Where(path => path.EndsWith(".lock", StringComparison.Ordinal) || path.StartsWith("choo/", StringComparison.Ordinal)
                || (!gits && path.Contains("/tmp_obj_", StringComparison.Ordinal)) || path.StartsWith("worktrees/", StringComparison.Ordinal));
        Assert.Equal(expected, left.Order(StringComparer.Ordinal));
        var choo = site.Repo.At(".choo");
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(choo, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(choo, path)),
            path => path is not (".gitignore" or "excludes" or "proofs.jsonl") && path.Split('/')[0] is not ("runs" or "hooks"));
        var worktrees = site.Around.At("home/.local/state/choo");
        Assert.Empty(Directory.Exists(worktrees) ? Directory.EnumerateFileSystemEntries(worktrees, "*", SearchOption.AllDirectories) : []);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(site.Around.At("tmp")), path => !IsOfTheRuntime(path));
    }

    private static HashSet<string> AllCommits(GitRepo repo) => repo.Git("cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)").Split('\n')
        .Where(line => line.StartsWith("commit ", StringComparison.Ordinal)).Select(line => line[7..]).ToHashSet(StringComparer.Ordinal);

    private static bool IsMadeAgain(GitRepo repo, string tree, string[] parents) => parents.Length == 2
        && repo.TryGit(repo.Root, "merge-tree", "--write-tree", parents[0], parents[1]) is (0, var output, _) && output.TrimEnd('\n') == tree;

    // What .NET itself leaves of any process that is killed: the places where a debugger could have attached.
    private static bool IsOfTheRuntime(string path) => Path.GetFileName(path) is var name
        && (name.StartsWith("clr-debug-pipe-", StringComparison.Ordinal) || name.StartsWith("dotnet-diagnostic-", StringComparison.Ordinal));
}

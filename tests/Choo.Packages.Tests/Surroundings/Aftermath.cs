using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>What must hold when a run is over.</summary>
internal static class Aftermath
{
    /// <summary>Each task of each unit is one commit of the target, and every commit since says which run and unit it belongs to.</summary>
    public static void EverythingLanded(Site site, string since, string run)
    {
        var commits = site.Repo.Log($"{since}..main").Where(commit => !commit.Subject.StartsWith(KillShape.Persons, StringComparison.Ordinal)).ToArray();
        Assert.All(commits, commit => Assert.Equal(run, commit.Trailer("Choo-Run")));
        Assert.All(commits, commit => Assert.NotNull(commit.Trailer("Choo-Unit")));
        var tasks = commits.Where(commit => commit.Trailer("Choo-Task") is not null).Select(commit => $"{commit.Trailer("Choo-Unit")} {commit.Trailer("Choo-Task")}");
        string[] expected = [.. from unit in Units(site) from task in new[] { 1, 2 } select $"{unit} {task}"];
        Assert.Equal(expected.Order(StringComparer.Ordinal), tasks.Order(StringComparer.Ordinal));
        foreach (var unit in Units(site))
        {
            Assert.Equal($"work on 02-step of {unit}", site.Repo.Show("main", $"{unit}-02-step.txt"));
            Assert.Contains("status: complete", site.Repo.Show("main", GitRepo.SpecPath(unit, 2)), StringComparison.Ordinal);
        }
    }

    /// <summary>Nothing of choo is left but its records, and the person's checkout is as the target.</summary>
    public static void NothingIsLeft(Site site, string run, string status = "")
    {
        Assert.Equal(status, site.Repo.Status());
        Assert.Equal("", site.Repo.Fsck());
        Assert.Equal([site.Repo.Root], site.Repo.Worktrees());
        Assert.Empty(site.Repo.Refs("refs/choo/runs"));
        Assert.Empty(site.Repo.Refs("refs/heads/choo"));
        Assert.False(site.Repo.Has(".choo/lock.json"), "the note of who holds the lock is still there");
        Assert.False(site.Repo.Has(".git/index.lock"), "git's index is locked");
        Assert.Empty(Marked.Find(run));
        var numbers = site.Journal().Events.Select(e => e.Seq).ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(number => (long)number), numbers);
    }

    private static IEnumerable<string> Units(Site site) => Directory.EnumerateDirectories(site.Repo.At("specs/tasks")).Select(folder => Path.GetFileName(folder)!);
}

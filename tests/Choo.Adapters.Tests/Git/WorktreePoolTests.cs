using Choo.Adapters.Git;
using Choo.Adapters.Tests.Files;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Git;

public sealed class WorktreePoolTests : IDisposable
{
    private readonly GitRepo repo = new();

    public void Dispose() => repo.Dispose();

    [Fact(Timeout = 60000)]
    public async Task As_many_are_made_as_are_waited_for()
    {
        var tip = repo.Write("a", "1").Commit();
        using var pool = await OpenAsync();
        pool.Plan(tip, 1, 2, CancellationToken.None);

        var taken = await Task.WhenAll(pool.TakeAsync(tip, _ => Task.FromResult(false), CancellationToken.None), pool.TakeAsync(tip, _ => Task.FromResult(false), CancellationToken.None));
        Assert.Equal(2, pool.All.Count);
        var third = await pool.TakeAsync(tip, _ => Task.FromResult(false), CancellationToken.None);

        Assert.Equal(3, new[] { taken[0].Path, taken[1].Path, third.Path }.Distinct().Count());
        Assert.All(pool.All, each => Assert.Equal((tip, "", false), (each.Head, repo.GitIn(each.Path, "status", "--porcelain"), File.Exists(Path.Combine(each.GitDir, "locked")))));
    }

    [Fact(Timeout = 60000)]
    public async Task A_new_worktrees_files_are_older_than_its_index_and_a_change_at_once_is_seen()
    {
        repo.Write("sub/a.txt", "1").Write("b.txt", "2");
        File.CreateSymbolicLink(repo.At("link"), "b.txt");
        var tip = repo.Commit();
        using var pool = await OpenAsync();

        var worktree = await pool.TakeAsync(tip, _ => Task.FromResult(false), CancellationToken.None);

        var index = File.GetLastWriteTimeUtc(Path.Combine(worktree.GitDir, "index"));
        Assert.All(["sub/a.txt", "b.txt"], file => Assert.True(File.GetLastWriteTimeUtc(Path.Combine(worktree.Path, file)) < index - TimeSpan.FromSeconds(2)));
        Assert.Equal("", repo.GitIn(worktree.Path, "diff-files"));
        File.WriteAllText(Path.Combine(worktree.Path, "b.txt"), "3");
        Assert.Equal(" M b.txt", repo.GitIn(worktree.Path, "status", "--porcelain"));
    }

    [Fact(Timeout = 60000)]
    [Incident("29", "a worktree that cannot be filled")]
    public async Task One_that_cannot_be_filled_is_taken_away_again()
    {
        var tip = repo.Write("a", "1").Commit();
        var blob = repo.Git("rev-parse", "HEAD:a");
        File.Delete(repo.At($".git/objects/{blob[..2]}/{blob[2..]}"));
        using var pool = await OpenAsync();

        await Assert.ThrowsAsync<Core.Ports.PortException>(() => pool.TakeAsync(tip, _ => Task.FromResult(false), CancellationToken.None));

        Assert.Equal([repo.Root], repo.Worktrees());
        Assert.Empty(pool.All);
    }

    [Theory(Timeout = 60000)]
    [Incident("T1", "the test kills git while it makes or removes a worktree, at each of its steps")]
    [InlineData("rm $W/.git; touch $W/.git", 0)]
    [InlineData("rm -r $W; mkdir $W", 0)]
    [InlineData("rm -r $W $R/gitdir $R/commondir $R/HEAD $R/ORIG_HEAD $R/index; mkdir $W", 0)]
    [InlineData("rm -r $W $R; mkdir $R; : >$R/locked", 0)]
    [InlineData("rm -r $W $R/locked $R/gitdir $R/HEAD; touch $R/choo-going", 0)]
    [InlineData("rm $R/locked; touch $R/choo $R/choo-going; rm $W/a", 0)]
    [InlineData("rm $R/locked; touch $R/choo $R/choo-going; rm $W/a $W/.git", 0)]
    [InlineData("rm $R/locked; touch $R/choo $R/choo-going; rm $W/.git; echo work >$W/b", 1)]
    public async Task What_git_left_of_one_when_it_was_killed_is_removed_and_never_with_work_in_it(string kill, int adopted)
    {
        var tip = repo.Write("a", "1").Commit();
        var path = repo.At(".choo/worktrees/1");
        repo.Git("worktree", "add", "--quiet", "--detach", "--lock", "--reason", WorktreeEntry.Making, path, tip);
        Shell.Run($"W='{path}'; R='{repo.At(".git/worktrees/1")}'; {kill}", repo.Root);

        using var pool = await OpenAsync();
        var found = await pool.AdoptAsync(keepTorn: false, CancellationToken.None);

        Assert.Equal(adopted, found.Length);
        Assert.Equal(1 + adopted, repo.Worktrees().Length);
        Assert.Equal(adopted > 0, Directory.Exists(repo.At(".git/worktrees/1")));
        Assert.Equal(adopted > 0, Directory.Exists(path));
        Assert.True(adopted == 0 || File.ReadAllText(Path.Combine(path, "b")) == "work\n");
    }

    [Fact(Timeout = 60000)]
    public async Task One_that_a_dead_run_left_half_made_is_removed_and_only_when_asked_to()
    {
        var tip = repo.Write("a", "1").Commit();
        var path = repo.At(".choo/worktrees/1");
        repo.Git("worktree", "add", "--quiet", "--detach", "--no-checkout", "--lock", "--reason", WorktreeEntry.Making, path, tip);
        File.WriteAllText(Path.Combine(path, "half"), "half");

        using var looking = await OpenAsync();
        Assert.Empty(await looking.AdoptAsync(keepTorn: true, CancellationToken.None));
        Assert.Contains(path, repo.Worktrees());

        using var pool = await OpenAsync();
        Assert.Empty(await pool.AdoptAsync(keepTorn: false, CancellationToken.None));
        Assert.Equal([repo.Root], repo.Worktrees());
    }

    [Fact(Timeout = 60000)]
    public async Task Those_that_nobody_waits_for_yet_are_begun_when_the_first_are_there()
    {
        var tip = repo.Write("a", "1").Commit();
        var besides = new List<bool>();
        using var pool = await OpenAsync(settings => settings with { Created = _ => besides.Add(Directory.Exists(repo.At(".choo/worktrees/2"))) });

        pool.Plan(tip, 1, 2, CancellationToken.None);
        pool.Plan(tip, 1, 2, CancellationToken.None);
        await pool.SettleAsync(CancellationToken.None);

        Assert.Equal([false, true], besides);
        Assert.Equal(2, pool.All.Count);
    }

    [Fact(Timeout = 60000)]
    public async Task Near_the_end_one_that_is_given_back_is_removed_and_another_is_made_when_it_is_wanted_after_all()
    {
        var tip = repo.Write("a", "1").Commit();
        var removed = new List<string>();
        using var pool = await OpenAsync(settings => settings with { Most = 2, Removed = removed.Add });
        var held = await TakeAsync(pool, tip);
        pool.Plan(tip, 2, 2, CancellationToken.None);
        await pool.SettleAsync(CancellationToken.None);

        pool.Shrink();
        await pool.SettleAsync(CancellationToken.None);
        Assert.Equal([repo.Root, held.Path], repo.Worktrees());

        pool.Give(held);
        await pool.SettleAsync(CancellationToken.None);
        Assert.Equal([repo.Root], repo.Worktrees());
        Assert.Equal(2, removed.Count);

        var again = await TakeAsync(pool, tip);
        Assert.Equal([repo.Root, again.Path], repo.Worktrees());
    }

    [Fact(Timeout = 60000)]
    public async Task One_that_git_will_not_remove_near_the_end_stays_with_what_is_in_it()
    {
        var tip = repo.Write("a", "1").Commit();
        var removed = new List<string>();
        using var pool = await OpenAsync(settings => settings with { Removed = removed.Add });
        var held = await TakeAsync(pool, tip);
        File.WriteAllText(Path.Combine(held.Path, "work"), "work");

        pool.Shrink();
        pool.Give(held);
        await pool.SettleAsync(CancellationToken.None);

        Assert.True(File.Exists(Path.Combine(held.Path, "work")));
        Assert.Equal([held.Name], pool.All.Select(each => each.Name));
        Assert.Empty(removed);
    }

    private static Task<PooledWorktree> TakeAsync(WorktreePool pool, string commit) => pool.TakeAsync(commit, _ => Task.FromResult(false), CancellationToken.None);

    private async Task<WorktreePool> OpenAsync(Func<PoolSettings, PoolSettings>? change = null)
    {
        var (repository, _) = await Repository.OpenAsync(repo.Root, CancellationToken.None);
        var settings = new PoolSettings { Run = "test", Place = WorktreePlace.Of(repository!, ".choo/worktrees", _ => null), ExcludesFile = repo.Around.Write("excludes", ""), AsideFolder = repo.Around.At("aside") };
        return new WorktreePool(repository!, change?.Invoke(settings) ?? settings);
    }
}

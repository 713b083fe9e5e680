using Choo.Adapters.Git;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Git;

public sealed class ShortMoveTests : IDisposable
{
    private readonly GitRepo repo = new();

    public void Dispose() => repo.Dispose();

    [Theory(Timeout = 60000)]
    [InlineData("changed, added and removed", "a=1 d/b=1 d/c=1", "a=2 d/b=1 e/f/g=3")]
    [InlineData("the last file of a folder", "a=1 d/e/f=1", "a=1")]
    [InlineData("names that are patterns elsewhere", "*=1 [a]=1 ab=1 :(top)=1", "*=2 [a]=1 ab=1 :(top)=3")]
    [InlineData("names with spaces and letters", "a b=1 ü/ß=1", "a b=2 ü/ß=2 ü/ø=1")]
    [InlineData("nothing differs", "a=1", "a=1")]
    [InlineData("all of it is gone but one", "a=1 b=1 c/d=1", "z=1")]
    public async Task A_worktree_is_then_what_a_checkout_would_have_made_of_it(string what, string before, string after)
    {
        Assert.NotEmpty(what);
        var (here, there) = (Tree(before), Tree(after));
        var (worktree, store, settings) = await At(here);

        Assert.True(await new ShortMove(store, settings).TryAsync(worktree, there, CancellationToken.None));

        AssertAt(worktree, there);
        Assert.True(await new ShortMove(store, settings).TryAsync(worktree, here, CancellationToken.None));
        AssertAt(worktree, here);
        store.Dispose();
    }

    [Fact(Timeout = 60000)]
    public async Task A_file_may_become_a_folder()
    {
        var (here, there) = (Tree("a=1 x=1"), Tree("a=2 x/y=1 x/z=2"));
        var (worktree, store, settings) = await At(here);

        Assert.True(await new ShortMove(store, settings).TryAsync(worktree, there, CancellationToken.None));

        AssertAt(worktree, there);
        store.Dispose();
    }

    [Fact(Timeout = 60000)]
    public async Task Modes_and_links_follow()
    {
        repo.Write("run.sh", "x").Write("to", "x");
        File.CreateSymbolicLink(repo.At("link"), "to");
        var here = repo.Commit();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(repo.At("run.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        File.Delete(repo.At("link"));
        File.CreateSymbolicLink(repo.At("link"), "run.sh");
        File.Delete(repo.At("to"));
        File.CreateSymbolicLink(repo.At("to"), "link");
        var there = repo.Commit();
        var (worktree, store, settings) = await At(here);

        Assert.True(await new ShortMove(store, settings).TryAsync(worktree, there, CancellationToken.None));

        AssertAt(worktree, there);
        store.Dispose();
    }

    [Theory(Timeout = 60000)]
    [InlineData("rules for other files", "a=1", "a=1 .gitattributes=*_text")]
    [InlineData("two names for one file on some systems", "readme=1", "README=1")]
    public async Task What_only_a_checkout_does_right_is_left_to_it(string what, string before, string after)
    {
        Assert.NotEmpty(what);
        var (here, there) = (Tree(before), Tree(after));
        var (worktree, store, settings) = await At(here);

        Assert.False(await new ShortMove(store, settings).TryAsync(worktree, there, CancellationToken.None));

        AssertAt(worktree, here);
        store.Dispose();
    }

    [Theory(Timeout = 60000)]
    [InlineData("a folder becomes a file", "a=1 x/y=1 x/z=2", "a=2 x=1", false)]
    [InlineData("the index is locked", "a=1 b=1", "a=2 c=2", true)]
    public async Task What_git_refuses_is_left_to_a_checkout_too(string what, string before, string after, bool isLocked)
    {
        Assert.NotEmpty(what);
        var (here, there) = (Tree(before), Tree(after));
        var (worktree, store, settings) = await At(here);
        var indexLock = Path.Combine(worktree.GitDir, "index.lock");
        if (isLocked)
        {
            File.WriteAllText(indexLock, "");
        }

        Assert.False(await new ShortMove(store, settings).TryAsync(worktree, there, CancellationToken.None));

        Assert.Equal(here, worktree.Head);
        File.Delete(indexLock);
        repo.GitIn(worktree.Path, "checkout", "--quiet", "--force", "--detach", there);
        AssertAt(worktree, there);
        store.Dispose();
    }

    private string Tree(string files)
    {
        foreach (var old in Directory.EnumerateFileSystemEntries(repo.Root).Where(path => Path.GetFileName(path) != ".git"))
        {
            if (Directory.Exists(old))
            {
                Directory.Delete(old, recursive: true);
            }
            else
            {
                File.Delete(old);
            }
        }

        foreach (var file in files.Replace("a b=", "a\tb=", StringComparison.Ordinal).Split(' ').Select(file => file.Split('=')))
        {
            repo.Write(file[0].Replace('\t', ' '), file[1] + "\n");
        }

        repo.Git("add", "--all");
        repo.Git("commit", "--quiet", "--allow-empty", "--message", "a commit");
        return repo.Tip("HEAD");
    }

    private async Task<(PooledWorktree Worktree, GitObjects Store, PoolSettings Settings)> At(string commit)
    {
        var (repository, _) = await Repository.OpenAsync(repo.Root, CancellationToken.None);
        var settings = new PoolSettings { Run = "test", Place = WorktreePlace.Of(repository!, ".choo/worktrees", _ => null), ExcludesFile = repo.Around.Write("excludes", ""), AsideFolder = repo.Around.At("aside") };
        using var pool = new WorktreePool(repository!, settings);
        return (await pool.TakeAsync(commit, _ => Task.FromResult(false), CancellationToken.None), new GitObjects(repository!, "test", TimeProvider.System), settings);
    }

    private void AssertAt(PooledWorktree worktree, string commit)
    {
        Assert.Equal(commit, repo.GitIn(worktree.Path, "rev-parse", "HEAD"));
        Assert.Equal("", repo.GitIn(worktree.Path, "status", "--porcelain", "--ignored"));
        Assert.Equal(repo.Git("rev-parse", commit + "^{tree}"), repo.GitIn(worktree.Path, "write-tree"));
        Assert.DoesNotContain(
            Directory.EnumerateDirectories(worktree.Path, "*", SearchOption.AllDirectories), folder => !Directory.EnumerateFileSystemEntries(folder).Any());
    }
}

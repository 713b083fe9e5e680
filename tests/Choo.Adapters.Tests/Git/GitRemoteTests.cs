using Choo.Adapters.Git;
using Choo.Core.Ports;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Git;

/// <summary>A remote that is a bare repository in a folder.</summary>
public sealed class GitRemoteTests : IDisposable
{
    private readonly GitRepo repo = new();
    private readonly TempFolder folder = new();
    private readonly string first;

    public GitRemoteTests()
    {
        first = repo.Write("a.txt", "1\n").Commit();
        repo.Git("init", "-q", "--bare", "-b", "main", Bare);
        repo.Git("remote", "add", "origin", Bare);
        repo.Git("push", "-q", "origin", "main");
    }

    private string Bare => folder.At("remote.git");

    private async Task<GitRemote> RemoteAsync() => new((await Repository.OpenAsync(repo.Root, CancellationToken.None)).Repository!.Git, "origin");

    /// <summary>A commit on top of main that only the remote has.</summary>
    private string Elsewhere(string branch)
    {
        var clone = folder.At("clone");
        repo.Git("clone", "-q", Bare, clone);
        File.WriteAllText(Path.Combine(clone, "b.txt"), "2\n");
        repo.GitIn(clone, "add", "b.txt");
        repo.GitIn(clone, "-c", "user.name=p", "-c", "user.email=p@example.com", "commit", "-q", "-m", "elsewhere");
        repo.GitIn(clone, "push", "-q", "origin", $"HEAD:refs/heads/{branch}");
        return repo.GitIn(clone, "rev-parse", "HEAD").Trim();
    }

    public void Dispose()
    {
        repo.Dispose();
        folder.Dispose();
    }

    [Fact(Timeout = 60000)]
    public async Task What_is_fetched_is_here_and_no_ref_moves()
    {
        var remote = await RemoteAsync();
        var refs = repo.Git("for-each-ref");
        var tip = Elsewhere("main");

        Assert.Equal(tip, await remote.TipAsync("main", CancellationToken.None));
        Assert.NotEqual(0, repo.TryGit(repo.Root, "cat-file", "-e", tip).Code);
        Assert.Equal(tip, await remote.FetchAsync("main", CancellationToken.None));
        Assert.Equal("2", repo.Show(tip, "b.txt").Trim());
        Assert.Equal(refs, repo.Git("for-each-ref"));
        Assert.False(repo.Has(".git/FETCH_HEAD"));
        Assert.Null(await remote.FetchAsync("none", CancellationToken.None));
    }

    [Fact(Timeout = 60000)]
    public async Task A_push_moves_only_what_is_where_it_was_said_to_be()
    {
        var remote = await RemoteAsync();
        var second = repo.Write("a.txt", "2\n").Commit();

        Assert.True(await remote.PushAsync("choo/a", first, null, CancellationToken.None));
        Assert.True(await remote.PushAsync("choo/a", second, first, CancellationToken.None));
        Assert.Equal(second, await remote.TipAsync("choo/a", CancellationToken.None));
        Assert.True(await remote.PushAsync("choo/a", second, first, CancellationToken.None));
        Assert.False(await remote.PushAsync("choo/a", first, null, CancellationToken.None));
        Assert.False(await remote.PushAsync("choo/a", first, first, CancellationToken.None));
        Assert.True(await remote.PushAsync("choo/a", first, second, CancellationToken.None));
        Assert.Equal(first, await remote.TipAsync("choo/a", CancellationToken.None));
    }

    [Fact(Timeout = 60000)]
    public async Task Other_branches_are_never_pushed_to()
    {
        var remote = await RemoteAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => remote.PushAsync("main", first, first, CancellationToken.None));
    }

    [Fact(Timeout = 60000)]
    public async Task A_refused_push_and_a_remote_that_is_gone_are_told_apart_from_one_that_cannot_be_reached()
    {
        var remote = await RemoteAsync();
        repo.GitIn(Bare, "config", "transfer.hideRefs", "refs/heads/choo");
        Assert.Equal("CHOO2009", (await Assert.ThrowsAsync<PortException>(() => remote.PushAsync("choo/a", first, null, CancellationToken.None))).Diagnostic.Code);

        repo.Git("remote", "set-url", "origin", "http://127.0.0.1:1/none.git");
        Assert.Equal("CHOO5026", (await Assert.ThrowsAsync<PortException>(() => remote.TipAsync("main", CancellationToken.None))).Diagnostic.Code);
        repo.Git("remote", "set-url", "origin", folder.At("nothing"));
        Assert.Equal("CHOO2009", (await Assert.ThrowsAsync<PortException>(() => remote.TipAsync("main", CancellationToken.None))).Diagnostic.Code);
    }

    [Fact(Timeout = 60000)]
    public async Task A_branch_moves_forward_and_never_back()
    {
        var remote = await RemoteAsync();

        Assert.True(await remote.AdvanceAsync("feature/x", first, CancellationToken.None));
        var second = repo.Write("a.txt", "2\n").Commit();
        Assert.True(await remote.AdvanceAsync("feature/x", second, CancellationToken.None));
        Assert.True(await remote.AdvanceAsync("feature/x", second, CancellationToken.None));
        Assert.False(await remote.AdvanceAsync("feature/x", first, CancellationToken.None));
        Assert.Equal(second, await remote.TipAsync("feature/x", CancellationToken.None));
        var theirs = Elsewhere("feature/y");
        Assert.False(await remote.AdvanceAsync("feature/y", second, CancellationToken.None));
        Assert.Equal(theirs, await remote.TipAsync("feature/y", CancellationToken.None));
    }
}

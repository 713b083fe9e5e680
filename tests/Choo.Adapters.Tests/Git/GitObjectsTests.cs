using System.Text;
using Choo.Adapters.Git;
using Choo.Core.Ports;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Git;

public sealed class GitObjectsTests : IDisposable
{
    private readonly GitRepo repo = new();

    public void Dispose() => repo.Dispose();

    [Fact(Timeout = 30000)]
    public async Task A_commit_is_what_git_itself_would_have_made()
    {
        repo.Git("config", "user.name", "Žofie of <Brno>");
        var parent = repo.Write("a.txt", "a").Commit();
        using var store = await OpenAsync();

        var id = await store.CommitAsync(new NewCommit(repo.Git("rev-parse", "HEAD^{tree}"), [parent], "title ü\n\nbody\n\nChoo-Run: r\n"), CancellationToken.None);

        Assert.Equal("commit", repo.Git("cat-file", "-t", id));
        Assert.Equal($"{parent}|Žofie of Brno|person@localhost|Žofie of Brno|person@localhost|title ü|r", repo.Git("log", "-1", "--format=%P|%an|%ae|%cn|%ce|%s|%(trailers:key=Choo-Run,valueonly,separator=)", id));
        Assert.Equal(repo.Git("var", "GIT_AUTHOR_IDENT").Split(' ')[^1], repo.Git("log", "-1", "--format=%ad", "--date=format:%z", id));
        Assert.Equal("", repo.Git("fsck", "--strict", "--no-dangling"));
    }

    [Fact(Timeout = 30000)]
    public async Task The_draft_of_a_commit_does_not_outlive_it()
    {
        var parent = repo.Write("a.txt", "a").Commit();
        using var store = await OpenAsync();

        await store.CommitAsync(new NewCommit(repo.Git("rev-parse", "HEAD^{tree}"), [parent], "title\n"), CancellationToken.None);

        Assert.Empty(Directory.EnumerateFiles(repo.At(".git/choo")));
    }

    [Theory(Timeout = 30000)]
    [InlineData("")]
    [InlineData("no line end")]
    [InlineData("two\nlines\n")]
    public async Task A_file_of_a_commit_is_read_as_it_is(string content)
    {
        repo.Write("a folder/ä.txt", content).Commit();
        using var store = await OpenAsync();

        Assert.Equal(content, Encoding.UTF8.GetString((await store.ReadAsync("HEAD", "a folder/ä.txt"))!));
        Assert.Null(await store.ReadAsync("HEAD", "a folder/none.txt"));
        Assert.Null(await store.ReadAsync("HEAD", "a folder"));
        Assert.Null(await store.ReadAsync("HEAD", "a\nb"));
        Assert.Equal(content, Encoding.UTF8.GetString((await store.ReadAsync("HEAD", "a folder/ä.txt"))!));
    }

    [Fact(Timeout = 30000)]
    public async Task Differences_name_every_path_whatever_it_is_called()
    {
        var before = repo.Write("gone.txt", "x").Commit();
        File.Delete(repo.At("gone.txt"));
        repo.Write("choo: no more differences\n", "x").Write("with\nline ends\n", "y").Write("ü ", "z");
        var after = repo.Commit();
        using var store = await OpenAsync();

        var trees = (From: await store.TreeOfAsync(before), To: await store.TreeOfAsync(after));
        var paths = (await store.DifferencesAsync(trees.From, trees.To)).Split('\0', StringSplitOptions.RemoveEmptyEntries).Where((_, i) => i % 2 == 1);

        Assert.Equal(["choo: no more differences\n", "gone.txt", "with\nline ends\n", "ü "], paths.Order(StringComparer.Ordinal));
        Assert.Equal("", await store.DifferencesAsync(trees.To, trees.To));
    }

    [Fact(Timeout = 30000)]
    public async Task Refs_move_together_or_not_at_all_and_the_next_update_goes_on()
    {
        var first = repo.Write("a", "1").Commit();
        var second = repo.Write("a", "2").Commit();
        using var store = await OpenAsync();

        await store.UpdateAsync($"create refs/choo/x {first}", $"create refs/choo/y {first}");
        var refused = await store.TryUpdateAsync($"update refs/choo/x {second} {first}", $"update refs/choo/y {second} {second}");

        Assert.Contains("refs/choo/y", refused, StringComparison.Ordinal);
        Assert.Equal(first, repo.Tip("refs/choo/x"));
        await store.UpdateAsync($"update refs/choo/x {second} {first}");
        Assert.Equal(second, repo.Tip("refs/choo/x"));
        var failure = await Assert.ThrowsAsync<PortException>(() => store.UpdateAsync($"create refs/choo/x {first}"));
        Assert.Contains("refs/choo/x", failure.Diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30000)]
    public async Task A_commit_that_is_not_there_is_a_clear_error()
    {
        repo.Write("a", "1").Commit();
        using var store = await OpenAsync();

        await Assert.ThrowsAsync<PortException>(() => store.TreeOfAsync(new string('0', 40)));
        await Assert.ThrowsAsync<PortException>(() => store.CommitAsync(new NewCommit("no tree", [], "m\n"), CancellationToken.None));
        Assert.Equal(repo.Git("rev-parse", "HEAD^{tree}"), await store.TreeOfAsync(repo.Tip("HEAD")));
    }

    private async Task<GitObjects> OpenAsync()
    {
        var (repository, _) = await Repository.OpenAsync(repo.Root, CancellationToken.None);
        return new GitObjects(repository!, "test", TimeProvider.System);
    }
}

using Choo.Adapters.Git;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Git;

/// <summary>Trees with parts of another commit, made by a real git.</summary>
public sealed class TreePartsTests : IDisposable
{
    private readonly GitRepo repo = new();

    public void Dispose() => repo.Dispose();

    [Fact(Timeout = 60000)]
    public async Task Parts_are_as_in_the_other_commit_and_all_else_stays()
    {
        var from = repo.Write("tests/My Tests/a b.cs", "old").Write("tests/My Tests/in/gone.cs", "old").Write("tests/My Testsuite/x.cs", "old")
            .Write("one file.cs", "old").Write("src/a.cs", "old").Write("[x]*.cs", "old").Commit();
        Directory.Delete(repo.At("tests/My Tests/in"), recursive: true);
        repo.Write("tests/My Tests/a b.cs", "new").Write("tests/My Tests/added ü.cs", "new").Write("tests/My Testsuite/x.cs", "new")
            .Write("one file.cs", "new").Write("src/a.cs", "new").Write("only here.cs", "new").Write("[x]*.cs", "new");
        var commit = repo.Commit();
        var refs = repo.Git("for-each-ref");

        var mixed = await PutAsync(commit, from, "tests/My Tests", "one file.cs", "only here.cs", "[x]*.cs", "nowhere");

        Assert.Equal(["[x]*.cs", "one file.cs", "src/a.cs", "tests/My Tests/a b.cs", "tests/My Tests/in/gone.cs", "tests/My Testsuite/x.cs"], Files(mixed));
        Assert.Equal("old old new old old new", string.Join(' ', Files(mixed).Select(path => repo.Git("show", $"{mixed}:{path}"))));
        Assert.Equal(commit, repo.Git("rev-parse", $"{mixed}^"));
        Assert.Equal((refs, "", "new"), (repo.Git("for-each-ref"), repo.Status(), repo.Read("one file.cs")));
        Assert.Empty(Directory.GetFiles(repo.At(".git/choo"), "parts-*"));
        Assert.Equal("", repo.Git("fsck", "--strict", "--no-dangling"));
    }

    [Fact(Timeout = 60000)]
    public async Task A_folder_that_was_a_file_and_a_file_that_was_a_folder_change_places()
    {
        var from = repo.Write("a", "file").Write("b/c", "inside").Commit();
        File.Delete(repo.At("a"));
        Directory.Delete(repo.At("b"), recursive: true);
        var commit = repo.Write("a/x", "inside").Write("b", "file").Commit();

        Assert.Equal(["a", "b/c"], Files(await PutAsync(commit, from, "a", "b")));
        Assert.Equal(["a/x", "b/c"], Files(await PutAsync(commit, from, "b/c")));
    }

    [Fact(Timeout = 60000)]
    public async Task Where_nothing_differs_the_commit_is_the_same()
    {
        var from = repo.Write("a.cs", "a").Write("b.cs", "old").Commit();
        var commit = repo.Write("b.cs", "new").Commit();

        Assert.Equal(commit, await PutAsync(commit, from, "a.cs"));
        Assert.Equal(commit, await PutAsync(commit, commit, "b.cs"));
    }

    private async Task<string> PutAsync(string commit, string from, params string[] parts)
    {
        var (repository, _) = await Repository.OpenAsync(repo.Root, CancellationToken.None);
        using var store = new GitObjects(repository!, "r", TimeProvider.System);
        using var target = new TargetBranch(repository!, "main", "r", store);
        return await target.WithPartsAsync(commit, from, [.. parts], CancellationToken.None);
    }

    private string[] Files(string commit) => [.. repo.Git("ls-tree", "-r", "-z", "--name-only", commit).Split('\0', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
}

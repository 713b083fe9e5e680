using Choo.Adapters.Git;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Git;

public sealed class HiddenMarksTests
{
    private static string Index(GitRepo repo) => Path.Combine(repo.Root, ".git", "index");

    [Theory]
    [InlineData("update-index", "--assume-unchanged", "a.txt")]
    [InlineData("update-index", "--skip-worktree", "folder/b.txt")]
    [InlineData("update-index", "--force-write-index", "--index-version", "4")]
    [Incident("T49", "the test marks files in the index so that git overlooks them")]
    public void An_index_with_marks_or_in_a_form_that_is_not_read_is_seen(params string[] arguments)
    {
        using var repo = new GitRepo();
        repo.Write("a.txt", "a").Write("folder/b.txt", "b").Write("folder/" + new string('n', 200), "c").Commit();
        Assert.False(HiddenMarks.HasMarks(Index(repo)));
        repo.Git(arguments);
        Assert.True(HiddenMarks.HasMarks(Index(repo)));
    }

    [Fact]
    public void An_index_with_an_entry_that_is_only_intended_has_no_mark()
    {
        using var repo = new GitRepo();
        repo.Write("a.txt", "a").Commit();
        repo.Write("new.txt", "n").Git("add", "--intent-to-add", "new.txt");
        Assert.False(HiddenMarks.HasMarks(Index(repo)));
        Assert.False(HiddenMarks.HasMarks(Path.Combine(repo.Root, "no such file")));
    }

    [Fact]
    public void An_index_of_sha256_is_read_too()
    {
        using var around = new TempFolder();
        using var repo = new GitRepo();
        var root = Path.Combine(around.Path, "r");
        repo.Git("init", "-q", "--object-format=sha256", root);
        File.WriteAllText(Path.Combine(root, "a.txt"), "a");
        repo.GitIn(root, "add", "a.txt");
        Assert.False(HiddenMarks.HasMarks(Path.Combine(root, ".git", "index")));
        repo.GitIn(root, "update-index", "--assume-unchanged", "a.txt");
        Assert.True(HiddenMarks.HasMarks(Path.Combine(root, ".git", "index")));
    }
}

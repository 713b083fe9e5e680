using Choo.Adapters.Git;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Git;

/// <summary>A checkout that was being moved when git and choo were killed.</summary>
public sealed class HalfForwardTests
{
    private static readonly DateTimeOffset Since = DateTimeOffset.UtcNow;

    private static (GitRepo Repo, string From, string To) Forwarding()
    {
        var repo = new GitRepo();
        var from = repo.Write("changed.txt", "before\n").Write("removed.txt", "here\n").Commit();
        repo.Write("changed.txt", "after, and longer\n").Write("many/1.txt", "1\n").Write("many/2.txt", "2\n").Git("rm", "-q", "removed.txt");
        var to = repo.Commit();
        repo.Git("reset", "-q", "--hard", from);
        return (repo, from, to);
    }

    private static async Task<IReadOnlyList<string>> UndoAsync(GitRepo repo, string from, string to)
    {
        var repository = (await Repository.OpenAsync(repo.Root, CancellationToken.None)).Repository!;
        return await HalfForward.UndoAsync(repository, "main", from, to, (Since, DateTimeOffset.UtcNow.AddMinutes(1)), CancellationToken.None);
    }

    [Fact(Timeout = 30000)]
    public async Task What_it_wrote_and_removed_is_as_before_and_its_lock_is_gone()
    {
        var (repo, from, to) = Forwarding();
        using var done = repo;
        repo.Write(".git/index.lock", "").Write("many/1.txt", "1\n").Write("changed.txt", "after, a");
        File.Delete(Path.Combine(repo.Root, "removed.txt"));

        var undone = await UndoAsync(repo, from, to);

        Assert.Equal(["changed.txt", "many/1.txt", "removed.txt"], undone.Order(StringComparer.Ordinal));
        Assert.False(File.Exists(Path.Combine(repo.Root, ".git", "index.lock")));
        Assert.Equal("", repo.Git("status", "--porcelain"));
        repo.Git("merge", "-q", "--ff-only", to);
    }

    [Fact(Timeout = 30000)]
    public async Task With_its_index_written_and_the_branch_not_moved_it_is_taken_back_and_a_persons_own_stays()
    {
        var (repo, from, to) = Forwarding();
        using var done = repo;
        repo.Write("mine.txt", "staged\n").Git("add", "mine.txt");
        repo.Git("read-tree", "-m", "-u", from, to);

        await UndoAsync(repo, from, to);

        Assert.Equal("A  mine.txt", repo.Git("status", "--porcelain"));
        repo.Git("merge", "-q", "--ff-only", to);
    }

    [Fact(Timeout = 30000)]
    public async Task With_a_commit_that_a_person_made_since_it_is_taken_back_too()
    {
        var (repo, from, to) = Forwarding();
        using var done = repo;
        repo.Git("read-tree", "-m", "-u", from, to);
        repo.Write("mine.txt", "mine\n").Git("add", "mine.txt");
        repo.Git("commit", "--quiet", "-m", "mine", "--", "mine.txt");
        Assert.NotEqual("", repo.Git("status", "--porcelain"));

        await UndoAsync(repo, from, to);

        Assert.Equal("", repo.Git("status", "--porcelain"));
        Assert.True(repo.Has("mine.txt"));
    }

    [Fact(Timeout = 30000)]
    public async Task Locks_of_refs_go_and_those_beside_which_a_git_works_stay()
    {
        var (repo, from, to) = Forwarding();
        using var done = repo;
        string[] shared = [".git/packed-refs.lock", ".git/refs/heads/main.lock", ".git/HEAD.lock"];
        repo.Write(".git/refs/choo/runs/1/a.lock", "");
        shared.ToList().ForEach(each => repo.Write(each, ""));
        var git = new System.Diagnostics.ProcessStartInfo("git", ["cat-file", "--batch"]) { WorkingDirectory = repo.Root, RedirectStandardInput = true };
        using (var working = System.Diagnostics.Process.Start(git)!)
        {
            await UndoAsync(repo, from, to);
            Assert.Equal(shared, shared.Where(repo.Has));
            Assert.False(repo.Has(".git/refs/choo/runs/1/a.lock"));
            working.StandardInput.Close();
            await working.WaitForExitAsync();
        }

        await UndoAsync(repo, from, to);

        Assert.DoesNotContain(shared, repo.Has);
    }

    [Fact(Timeout = 30000)]
    public async Task What_a_person_has_in_the_same_places_stays()
    {
        var (repo, from, to) = Forwarding();
        using var done = repo;
        repo.Write(".git/index.lock", "").Write("many/1.txt", "a person's\n").Write("changed.txt", "a person's too\n");

        Assert.Empty(await UndoAsync(repo, from, to));

        Assert.Equal("a person's\n", File.ReadAllText(Path.Combine(repo.Root, "many/1.txt")));
        Assert.Equal("a person's too\n", File.ReadAllText(Path.Combine(repo.Root, "changed.txt")));
    }

    [Theory(Timeout = 30000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lock_that_is_older_or_goes_by_itself_is_somebody_elses(bool goes)
    {
        var (repo, from, to) = Forwarding();
        using var done = repo;
        var index = Path.Combine(repo.Root, ".git", "index.lock");
        repo.Write(".git/index.lock", "").Write("many/1.txt", "1\n");
        if (!goes)
        {
            File.SetLastWriteTimeUtc(index, Since.UtcDateTime.AddHours(-1));
        }

        var undo = UndoAsync(repo, from, to);
        if (goes)
        {
            File.Delete(index);
        }

        Assert.Empty(await undo);
        Assert.True(File.Exists(Path.Combine(repo.Root, "many/1.txt")));
        Assert.Equal(!goes, File.Exists(index));
    }
}

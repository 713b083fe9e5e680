using Choo.Core.Diagnostics;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

public sealed class RecoverTests
{
    private static Task<RecoverReport> RecoverAsync(GitRepo repo, string? unit = null, int? number = null, string? branch = null, bool files = false) =>
        Recovery.RunAsync(new RecoverRequest { WorkingFolder = repo.Root, Unit = unit, Number = number, Branch = branch, Files = files }, CancellationToken.None);

    /// <summary>Saved work that edits a.txt, adds deep/b.txt and deletes c.txt, as choo saves it: one commit on the unit's tip.</summary>
    private static string Save(GitRepo repo, string name = "refs/choo/backup/one/1")
    {
        repo.Write("a.txt", "a\n").Write("c.txt", "c\n").Commit();
        repo.Write("a.txt", "a, edited\n").Write("deep/b.txt", "b\n");
        File.Delete(repo.At("c.txt"));
        repo.Git("add", "--all");
        var tree = repo.Git("write-tree");
        var commit = repo.Git("commit-tree", tree, "-p", "HEAD", "-m", "Uncommitted work of one");
        repo.Git("update-ref", name, commit);
        repo.Git("reset", "--quiet", "--hard");
        return commit;
    }

    [Fact(Timeout = 60000)]
    public async Task What_a_failed_unit_left_is_listed_with_the_time_and_the_reason_of_the_journal()
    {
        using var engine = new TestEngine().Configure("limits:\n  task_attempts: 1\n");
        engine.Repo.Unit("bad", tasks: [new(), new("do: echo wrong > src.txt", "false")]).Commit();
        engine.AssertExit(1, await engine.RunAsync());

        var report = await RecoverAsync(engine.Repo);

        var backup = Assert.Single(report.Backups);
        Assert.Equal(("bad", 1), (backup.Saved.Unit, backup.Saved.Number));
        Assert.Equal(Path.GetFileName(engine.RunFolder), backup.Run);
        Assert.Equal("uncommitted when its worktree was released", backup.Reason);
        Assert.Equal("src.txt", Assert.Single(backup.Saved.Files).Path);
        Assert.True(backup.Time > DateTimeOffset.UnixEpoch);
    }

    [Fact(Timeout = 60000)]
    public async Task It_comes_back_as_a_branch_and_stays_where_it_is()
    {
        using var repo = new GitRepo();
        var commit = Save(repo);

        var report = await RecoverAsync(repo, "one", 1, branch: "rescue");

        Assert.Equal("rescue", report.Branch);
        Assert.Equal(commit, repo.Tip("rescue"));
        Assert.Equal(commit, repo.Tip("refs/choo/backup/one/1"));
        Assert.Equal("", repo.Status());
    }

    [Fact(Timeout = 60000)]
    public async Task A_branch_that_is_there_already_stays_as_it_is()
    {
        using var repo = new GitRepo();
        Save(repo);
        var before = repo.Tip();

        var report = await RecoverAsync(repo, "one", 1, branch: "main");

        Assert.Equal(DiagnosticCodes.WouldOverwrite.Id, Assert.Single(report.Problems).Code);
        Assert.Equal(before, repo.Tip());
    }

    [Theory(Timeout = 60000)]
    [InlineData("-nope")]
    [InlineData("a..b")]
    [InlineData("a b")]
    public async Task A_name_that_is_no_branch_name_is_refused(string name)
    {
        using var repo = new GitRepo();
        Save(repo);
        var refs = repo.Refs("refs");

        Assert.NotEmpty((await RecoverAsync(repo, "one", 1, branch: name)).Problems);
        Assert.Equal(refs, repo.Refs("refs"));
    }

    [Fact(Timeout = 60000)]
    public async Task Its_files_come_back_into_the_working_tree_and_nothing_else_changes()
    {
        using var repo = new GitRepo();
        Save(repo);
        repo.Write("own.txt", "mine\n").Write("staged.txt", "staged\n").Git("add", "staged.txt");

        var report = await RecoverAsync(repo, "one", files: true);

        Assert.Empty(report.Problems);
        Assert.Equal<string>(["a.txt", "deep/b.txt"], report.Written);
        Assert.Equal<string>(["c.txt"], report.Left);
        Assert.Equal(("a, edited\n", "b\n", "c\n", "mine\n"), (repo.Read("a.txt"), repo.Read("deep/b.txt"), repo.Read("c.txt"), repo.Read("own.txt")));
        Assert.Equal(" M a.txt\nA  staged.txt\n?? deep/\n?? own.txt", repo.Status());
        Assert.Empty(Directory.EnumerateFiles(repo.At(".git"), "choo-recover*"));
        Assert.Empty((await RecoverAsync(repo, "one", files: true)).Written);
    }

    [Fact(Timeout = 60000)]
    public async Task Files_that_stand_in_the_way_are_all_named_and_nothing_is_written()
    {
        using var repo = new GitRepo();
        Save(repo);
        repo.Write("a.txt", "my own edit\n").Write("deep", "a file where a folder was\n");

        var report = await RecoverAsync(repo, "one", 1, files: true);

        Assert.Equal(["a.txt", "deep/b.txt"], report.Problems.Select(problem => problem.File));
        Assert.All(report.Problems, problem => Assert.Equal(DiagnosticCodes.WouldOverwrite.Id, problem.Code));
        Assert.Equal(("my own edit\n", "a file where a folder was\n"), (repo.Read("a.txt"), repo.Read("deep")));
    }

    [Fact(Timeout = 60000)]
    public async Task Nothing_is_written_through_a_link()
    {
        using var repo = new GitRepo();
        Save(repo);
        var outside = repo.Around.Folder("outside");
        Directory.CreateSymbolicLink(repo.At("deep"), outside);
        File.CreateSymbolicLink(repo.At("link"), repo.At("a.txt"));

        var report = await RecoverAsync(repo, "one", 1, files: true);

        Assert.Equal("deep/b.txt", Assert.Single(report.Problems).File);
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
        Assert.Equal("a\n", repo.Read("a.txt"));
    }

    [Fact(Timeout = 60000)]
    public async Task Several_commits_of_an_agent_count_as_one_work()
    {
        using var repo = new GitRepo();
        repo.Write("a.txt", "a\n").Commit();
        repo.Git("switch", "--quiet", "--detach");
        repo.Write("x.txt", "x\n").Commit();
        var tip = repo.Write("y.txt", "y\n").Commit();
        repo.Git("update-ref", "refs/choo/backup/one/7", tip);
        repo.Git("switch", "--quiet", "main");

        var backup = Assert.Single((await RecoverAsync(repo)).Backups);

        Assert.Equal(7, backup.Saved.Number);
        Assert.Equal(["x.txt", "y.txt"], backup.Saved.Files.Select(file => file.Path));
        Assert.Null(backup.Run);
        Assert.Equal<string>(["x.txt", "y.txt"], (await RecoverAsync(repo, "one", 7, files: true)).Written);
    }

    [Fact(Timeout = 60000)]
    public async Task What_is_not_there_and_what_is_not_one_is_refused()
    {
        using var repo = new GitRepo();
        Save(repo);
        repo.Git("update-ref", "refs/choo/backup/one/2", "HEAD");

        var unknown = Assert.Single((await RecoverAsync(repo, "onee")).Problems);
        Assert.Equal(DiagnosticCodes.NoSavedWork.Id, unknown.Code);
        Assert.Contains("did you mean 'one'?", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("available: 1, 2", Assert.Single((await RecoverAsync(repo, "one", 3)).Problems).Message, StringComparison.Ordinal);
        Assert.Equal(DiagnosticCodes.Usage.Id, Assert.Single((await RecoverAsync(repo, "one", files: true)).Problems).Code);
        Assert.Equal("", repo.Status());
    }

    [Fact(Timeout = 60000)]
    public async Task Files_are_not_written_while_a_run_is_under_way()
    {
        using var repo = new GitRepo();
        Save(repo);
        var (opened, _) = await HostRepository.OpenAsync(repo.Root, CancellationToken.None);
        new Choo.Adapters.Journal.RunFolders(opened!.ChooDir).Create();
        var (held, _) = RunLock.Take(opened, TimeProvider.System);
        using (held)
        {
            Assert.Equal(DiagnosticCodes.AlreadyRunning.Id, Assert.Single((await RecoverAsync(repo, "one", 1, files: true)).Problems).Code);
        }

        Assert.False(repo.Has("deep/b.txt"));
    }
}

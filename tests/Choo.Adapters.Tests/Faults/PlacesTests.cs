using Choo.Adapters.Tests.Hosting;
using Choo.Adapters.Tests.Processes;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Faults;

/// <summary>Repositories that do not lie in their working tree, refs without room, submodules that a setup command filled, and journals that lost their end.</summary>
public sealed class PlacesTests
{
    [UnixFact(Timeout = 60000)]
    [Incident("T33", "the repository is not in its working tree; the test also starts choo in a linked worktree")]
    public async Task A_repository_apart_from_its_working_tree_lands_there_and_is_refused_where_nobody_knows_the_place()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText()).Commit();
        engine.Repo.Git("init", "--quiet", "--separate-git-dir", engine.Repo.Around.At("store.git"));
        engine.AssertExit(0, await engine.RunAsync());
        Assert.Equal(("", true), (engine.Repo.Status(), engine.Repo.Has("a-1.txt")));

        engine.Repo.Unit("b", tasks: new SpecText()).Commit();
        var linked = engine.Repo.Around.At("linked");
        engine.Repo.Git("worktree", "add", "--quiet", "--detach", linked);
        var turns = engine.Agent.Starts.Length;
        var report = await engine.RunAsync(request => request with { WorkingFolder = linked, Target = "main" });

        Assert.Equal((2, "CHOO2041", turns), (report.ExitCode, report.Diagnostics[^1].Code, engine.Agent.Starts.Length));
    }

    [UnixFact(Timeout = 60000)]
    [Incident("T33", "a bare repository named .git has only linked worktrees")]
    public async Task A_bare_repository_with_worktrees_lands_in_the_one_that_has_the_target()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText()).Commit();
        var project = engine.Repo.Around.Folder("project");
        engine.Repo.GitIn(project, "clone", "--quiet", "--bare", engine.Repo.Root, Path.Combine(project, ".git"));
        var main = Path.Combine(project, "main");
        engine.Repo.GitIn(project, "worktree", "add", "--quiet", main, "main");

        engine.AssertExit(0, await engine.RunAsync(request => request with { WorkingFolder = main }));

        Assert.Equal(("", true, false), (engine.Repo.Status(main), File.Exists(Path.Combine(main, "a-1.txt")), File.Exists(Path.Combine(project, "a-1.txt"))));
    }

    [UnixTheory(Timeout = 60000)]
    [InlineData("choo", "git branch -m choo choo-old")]
    [InlineData("choo/a/old", "blocks choo/a")]
    [Incident("T34", "a branch is where a unit's branch has to be")]
    public async Task A_branch_in_the_way_is_refused_before_a_turn(string branch, string says)
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText()).Commit();
        engine.Repo.Git("branch", branch);

        var report = await engine.RunAsync(request => request with { NoMerge = true });

        Assert.Equal((2, "CHOO2042"), (report.ExitCode, report.Diagnostics[^1].Code));
        Assert.Contains(says, report.Diagnostics[^1].Message, StringComparison.Ordinal);
        Assert.Empty(engine.Agent.Starts);
        engine.AssertExit(0, await engine.RunAsync());
    }

    [UnixFact(Timeout = 60000)]
    [Incident("T35", "a setup command fills a submodule, and the agent leaves a commit of its own in it")]
    public async Task A_worktree_with_filled_submodules_goes_and_one_whose_submodule_has_a_commit_of_its_own_stays()
    {
        using var engine = new TestEngine().Configure("worktree:\n  setup:\n    - command: git -c protocol.file.allow=always submodule --quiet update --init\n");
        using var part = new GitRepo();
        part.Write("part.txt", "one").Commit();
        engine.Repo.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", part.Root, "vendor/part");
        engine.Repo.Unit("a", tasks: new SpecText()).Commit();

        engine.AssertExit(0, await engine.RunAsync());
        Assert.Single(engine.Repo.Worktrees());

        engine.Repo.Unit("b", tasks: new SpecText("do: echo x > x.txt; cd vendor/part; echo two > part.txt; git -c user.name=a -c user.email=a@b commit --quiet -am own")).Commit();
        // Nobody else can fetch that commit, which a clean room shows.
        engine.AssertExit(1, await engine.RunAsync());
        Assert.Equal(DiagnosticCodes.BaselineRed.Id, Assert.Single(engine.Recorder.Of<UnitFailed>("b")).Diagnostic.Code);
        Assert.Equal(2, engine.Repo.Worktrees().Length);
        var report = await Cleanup.RunAsync(engine.Request, resetState: false, dryRun: false, CancellationToken.None);
        Assert.Empty(report.Diagnostics);
        Assert.NotEmpty(report.Kept);
    }

    [UnixTheory(Timeout = 600000)]
    [InlineData(false)]
    [InlineData(true)]
    [Incident("T36", "the test cuts the journal of a complete run at every event, and resumes over the repository as it is")]
    public async Task Wherever_the_journal_ends_nothing_lands_or_is_paid_twice(bool noMerge)
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: [new(), new()]).Unit("b", ["a"], tasks: new SpecText()).Commit();
        engine.AssertExit(0, await engine.RunAsync(request => request with { NoMerge = noMerge }));
        var whole = File.ReadAllBytes(engine.Journal);
        var (tree, main, turns) = (engine.Repo.Git("rev-parse", noMerge ? "choo/b^{tree}" : "main^{tree}"), engine.Repo.Tip(), engine.Agent.Starts.Length);

        foreach (var cut in Enumerable.Range(1, whole.Length - 1).Where(at => whole[at - 1] == '\n').SkipLast(1).SelectMany(at => (int[])[at, at + 7]))
        {
            File.WriteAllBytes(engine.Journal, whole[..cut]);
            engine.AssertExit(0, await engine.ResumeAsync());
            Assert.Equal((tree, main, turns), (engine.Repo.Git("rev-parse", noMerge ? "choo/b^{tree}" : "main^{tree}"), engine.Repo.Tip(), engine.Agent.Starts.Length));
            Assert.Equal(3, File.ReadAllText(engine.Journal).Split("\"unit.completed\"").Length);
        }
    }
}

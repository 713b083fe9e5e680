using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

public sealed class CheckoutTests
{
    private static TestEngine TwoUnits()
    {
        var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: [new(), new()]).Unit("b", ["a"], tasks: new SpecText()).Commit();
        return engine;
    }

    [Fact(Timeout = 60000)]
    [Incident("f", "a person has edits, staged and untracked files")]
    public async Task A_persons_unfinished_work_stays_as_it_is_while_units_land()
    {
        using var engine = TwoUnits();
        engine.Repo.Write("README.md", "half a sentence").Write("notes.txt", "mine").Write("staged.txt", "staged");
        engine.Repo.Git("add", "staged.txt");

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Equal(" M README.md\nA  staged.txt\n?? notes.txt", engine.Repo.Status());
        Assert.Equal(("half a sentence", "mine"), (engine.Repo.Read("README.md"), engine.Repo.Read("notes.txt")));
        Assert.True(engine.Repo.Has("b-1.txt"));
    }

    [Theory(Timeout = 60000)]
    [InlineData("a-1.txt", false)]
    [InlineData("README.md", false)]
    [InlineData("local.txt", true)]
    [Incident("f", "a person has a file in the way")]
    public async Task A_file_that_stands_in_the_way_is_not_touched_and_the_unit_waits_for_the_person(string path, bool ignored)
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText($"do: echo theirs > {path}")).Unit("b", ["a"], tasks: new SpecText()).Unit("c", tasks: new SpecText()).Commit();
        engine.Repo.Write(path, "mine\n");
        if (ignored)
        {
            engine.Repo.Write(".gitignore", path + "\n");
        }

        var report = await engine.RunAsync();

        Assert.Equal("mine\n", engine.Repo.Read(path));
        engine.AssertExit(3, report);
        var waiting = Assert.Single(engine.Recorder.Of<UnitWaiting>("a")).Diagnostic;
        Assert.Equal(DiagnosticCodes.CheckoutInTheWay.Id, waiting.Code);
        Assert.Contains(path, waiting.Message, StringComparison.Ordinal);
        Assert.Equal<string>(["a"], Assert.Single(engine.Recorder.Of<UnitBlocked>("b")).BlockedBy);
        Assert.True(engine.Repo.Has("c-1.txt"));

        File.Delete(engine.Repo.At(path));
        if (path == "README.md")
        {
            engine.Repo.Git("checkout", "--quiet", "--", path);
        }

        var resumed = await engine.ResumeAsync();

        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal("theirs\n", engine.Repo.Read(path));
        Assert.True(engine.Repo.Has("b-1.txt"));
        Assert.Equal(["a 1 1", "b 1 1", "c 1 1"], engine.Agent.Starts.Order(StringComparer.Ordinal));
        Assert.Equal([engine.Repo.Root], engine.Repo.Worktrees());
        Assert.Empty(engine.Repo.Refs("refs/choo"));
    }

    [Fact(Timeout = 60000)]
    public async Task A_target_that_nobody_has_checked_out_moves_and_the_checkout_stays()
    {
        using var engine = TwoUnits();
        engine.Repo.Git("checkout", "--quiet", "-b", "topic");
        var topic = engine.Repo.Tip("topic");

        var report = await engine.RunAsync(request => request with { Target = "main" });

        engine.AssertExit(0, report);
        Assert.Equal(topic, engine.Repo.Tip("topic"));
        Assert.False(engine.Repo.Has("a-1.txt"));
        Assert.Contains("b-1.txt", engine.Repo.Files("main"));
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    [Incident("T6", "the test starts choo in a linked worktree")]
    public async Task A_run_from_inside_a_linked_worktree_lands_in_the_main_checkout()
    {
        using var engine = TwoUnits();
        var linked = engine.Repo.Around.At("linked");
        engine.Repo.Git("worktree", "add", "--quiet", "-b", "topic", linked);

        var report = await engine.RunAsync(request => request with { WorkingFolder = Directory.CreateDirectory(Path.Combine(linked, "deep")).FullName, Target = "main" });

        engine.AssertExit(0, report);
        Assert.True(engine.Repo.Has("b-1.txt"));
        Assert.Equal(("", ""), (engine.Repo.Status(), engine.Repo.Status(linked)));
        Assert.Equal([engine.Repo.Root, linked], engine.Repo.Worktrees());
        Assert.Empty(engine.Repo.Refs("refs/choo"));
    }

    [Fact(Timeout = 60000)]
    public async Task A_target_checked_out_in_a_linked_worktree_is_fast_forwarded_there()
    {
        using var engine = TwoUnits();
        engine.Repo.Git("checkout", "--quiet", "-b", "topic");
        var linked = engine.Repo.Around.At("linked");
        engine.Repo.Git("worktree", "add", "--quiet", linked, "main");

        var report = await engine.RunAsync(request => request with { Target = "main" });

        engine.AssertExit(0, report);
        Assert.True(File.Exists(Path.Combine(linked, "b-1.txt")));
        Assert.Equal(("", ""), (engine.Repo.Status(), engine.Repo.Status(linked)));
    }

    [Theory(Timeout = 60000)]
    [InlineData("unit.started")]
    [InlineData("unit.verified")]
    [InlineData("unit.landing")]
    [Incident("29", "a target that moves")]
    [Incident("W6", "somebody commits meanwhile")]
    public async Task A_commit_that_somebody_makes_meanwhile_stays_and_the_merged_tree_is_proved_again(string when)
    {
        using var engine = TwoUnits();
        var mine = "";
        engine.After = e =>
        {
            if (e.Type == when && e.Unit == "a" && mine.Length == 0)
            {
                engine.Repo.Write("mine.txt", "mine");
                engine.Repo.Git("add", "mine.txt");
                engine.Repo.Git("commit", "--quiet", "-m", "mine");
                mine = engine.Repo.Tip();
            }
        };

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Contains(mine, engine.Repo.Log().Select(commit => commit.Id));
        Assert.Equal("mine", engine.Repo.Show("main", "mine.txt"));
        Assert.True(engine.Repo.Has("b-1.txt"));
        Assert.Single(engine.Recorder.Of<UnitMerged>("a"));
        if (when != "unit.started")
        {
            Assert.NotEmpty(Assert.Single(engine.Recorder.Of<UnitMerged>("a")).Evidence);
        }

        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    [Incident("3", "another git holds the index")]
    public async Task A_checkout_whose_index_another_git_holds_makes_the_unit_wait()
    {
        using var engine = TwoUnits();
        engine.Repo.Write(".git/index.lock", "");

        var report = await engine.RunAsync();

        engine.AssertExit(3, report);
        Assert.True(engine.Repo.Has(".git/index.lock"));
        File.Delete(engine.Repo.At(".git/index.lock"));
        engine.AssertExit(0, await engine.ResumeAsync());
        Assert.Equal(["a 1 1", "a 2 1", "b 1 1"], engine.Agent.Starts);
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    [Incident("W5", "a merge of the person's own is under way")]
    public async Task A_persons_unfinished_merge_makes_the_unit_wait()
    {
        using var engine = TwoUnits();
        engine.Repo.Git("checkout", "--quiet", "-b", "side");
        engine.Repo.Write("side.txt", "side").Commit("side");
        engine.Repo.Git("checkout", "--quiet", "main");
        engine.Repo.Git("merge", "--quiet", "--no-commit", "--no-ff", "side");

        var report = await engine.RunAsync();

        engine.AssertExit(3, report);
        Assert.True(engine.Repo.Has(".git/MERGE_HEAD"));
        engine.Repo.Git("commit", "--quiet", "--no-edit");
        engine.AssertExit(0, await engine.ResumeAsync());
        Assert.Contains("side.txt", engine.Repo.Files());
        Assert.Equal(["a 1 1", "a 2 1", "b 1 1"], engine.Agent.Starts);
    }
}

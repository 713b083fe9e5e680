using Choo.Adapters.Tests.Processes;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>Conflicts of kinds that have no usual markers, and merges by the attributes of the target, with real git.</summary>
public sealed class ConflictTests
{
    /// <summary>Two units that do these things; the second waits until the first has landed, so that it is the one in conflict.</summary>
    private static TestEngine Two(string first, string second, string whole)
    {
        var engine = new TestEngine().Configure("merge:\n  max_conflict_retries: 1\n", whole);
        engine.Repo.Write("shared.txt", "one\n").Unit("a", tasks: new SpecText($"do: echo a > a.txt; {first}"));
        engine.Repo.Unit("b", tasks: new SpecText($"do: echo b > b.txt; {second}; until git cat-file -e main:a.txt 2> /dev/null; do sleep 0.02; done"));
        return engine;
    }

    private static async Task FailsAsync(TestEngine engine, string said)
    {
        engine.Repo.Commit();
        engine.AssertExit(1, await engine.RunAsync());
        var failed = Assert.Single(engine.Recorder.Of<UnitFailed>("b")).Diagnostic;
        Assert.Equal(DiagnosticCodes.ConflictUnresolved.Id, failed.Code);
        Assert.Contains(said, failed.Message, StringComparison.Ordinal);
        Assert.Single(engine.Recorder.Of<UnitCompleted>("a"));
        Assert.Equal([engine.Repo.Root], engine.Repo.Worktrees());
    }

    [UnixFact(Timeout = 60000)]
    [Incident("T40", "an attribute sets conflict-marker-size")]
    public async Task Markers_of_any_length_are_markers()
    {
        using var engine = Two("echo a > shared.txt", "echo b > shared.txt", "true");
        engine.Repo.Write(".gitattributes", "*.txt conflict-marker-size=32\n");
        await FailsAsync(engine, "conflict markers are left in shared.txt");
    }

    [UnixFact(Timeout = 60000)]
    [Incident("T40", "one unit removes a file and another changes it")]
    public async Task A_file_that_one_unit_removed_and_another_changed_is_for_the_turn_to_decide()
    {
        using var engine = Two("git rm -q shared.txt", "echo b > shared.txt", "true");
        await FailsAsync(engine, "shared.txt is still as git left it");
    }

    [UnixTheory(Timeout = 60000)]
    [InlineData("touch -d 2030-01-01 shared.txt", "b")]
    [InlineData("rm shared.txt", null)]
    [InlineData("echo both > shared.txt", "both")]
    public async Task Each_decision_over_a_removed_file_lands(string whole, string? content)
    {
        using var engine = Two("git rm -q shared.txt", "echo b > shared.txt", whole);
        engine.Repo.Commit();

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal(content, engine.Repo.TryGit(engine.Repo.Root, "cat-file", "-e", "main:shared.txt").Code == 0 ? engine.Repo.Show("main", "shared.txt") : null);
        engine.AssertNothingLeft();
    }

    [UnixFact(Timeout = 60000)]
    public async Task A_name_that_git_made_up_does_not_land()
    {
        using var engine = Two("echo file > thing", "mkdir thing; echo x > thing/x", "for each in thing~*; do echo more >> $each; done");
        await FailsAsync(engine, "is a name that git made up");
    }

    [UnixFact(Timeout = 60000)]
    [Incident("T40", "one unit makes a file and another a folder of the same name")]
    public async Task A_file_and_a_folder_of_one_name_both_get_a_place()
    {
        using var engine = Two("echo file > thing", "mkdir thing; echo x > thing/x", "for each in thing~*; do mv $each thing-file; done");
        engine.Repo.Commit();

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal(("file", "x"), (engine.Repo.Show("main", "thing-file"), engine.Repo.Show("main", "thing/x")));
    }

    [UnixFact(Timeout = 60000)]
    [Incident("T41", "the checkout has other merge attributes than the target")]
    public async Task A_merge_goes_by_the_attributes_of_the_target_and_not_by_those_of_the_checkout()
    {
        using var engine = Two("echo a >> list.txt", "echo b >> list.txt", "true");
        engine.Repo.Write("list.txt", "list\n").Write("deep/.gitattributes", "x.txt text\n").Write(".gitattributes", "list.txt merge=union\n").Commit();
        engine.Repo.Git("checkout", "-q", "-b", "other");
        engine.Repo.Git("rm", "-q", ".gitattributes");
        engine.Repo.Git("commit", "-q", "-m", "a branch without it");

        engine.AssertExit(0, await engine.RunAsync(request => request with { Target = "main" }));

        Assert.Empty(engine.Recorder.Of<UnitConflict>());
        Assert.Equal(["a", "b", "list"], engine.Repo.Show("main", "list.txt").Split('\n').Order(StringComparer.Ordinal));
    }

    [UnixFact(Timeout = 60000)]
    [Incident("T49", "the agent sets a sparse checkout and index flags in its worktree")]
    public async Task What_an_agent_told_git_about_its_worktree_does_not_outlive_its_unit()
    {
        using var engine = new TestEngine();
        engine.Repo.Write("src/one.txt", "one\n");
        engine.Repo.Unit("a", tasks: new SpecText("do: mkdir docs; echo a > docs/a.txt; git update-index --assume-unchanged README.md; git sparse-checkout set docs > /dev/null 2>&1"));
        engine.Repo.Unit("b", ["a"], tasks: new SpecText("do: cat src/one.txt > b.txt", "test -s src/one.txt && test -s b.txt"));
        engine.Repo.Commit();

        engine.AssertExit(0, await engine.RunAsync(request => request with { Parallelism = 1 }));

        Assert.Equal("one", engine.Repo.Show("main", "b.txt"));
        Assert.Contains("status: complete", engine.Repo.Show("main", "specs/tasks/a/01-step.md"), StringComparison.Ordinal);
        engine.AssertNothingLeft();
    }
}

using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

public sealed class LandingTests
{
    private const string KeepBoth = "sed -i -e '/^<<<<<<< /d' -e '/^=======$/d' -e '/^>>>>>>> /d' shared.txt";

    /// <summary>Units that change the same line; the first also changes a file that nobody else touches.</summary>
    private static TestEngine Conflicting(string whole, int units = 2, string more = "")
    {
        var engine = new TestEngine().Configure(more, whole);
        engine.Repo.Write("shared.txt", "one\n").Write("clean.txt", "before\n");
        for (var number = 0; number < units; number++)
        {
            var id = $"u{number:00}";
            engine.Repo.Unit(id, tasks: new SpecText($"do: echo {id} > shared.txt; echo {id} > {id}.txt; {(number == 0 ? "echo after > clean.txt" : "sleep 0.2")}"));
        }

        engine.Repo.Commit();
        return engine;
    }

    [Fact(Timeout = 60000)]
    public async Task A_conflict_that_the_agent_resolves_lands_both_units()
    {
        using var engine = Conflicting(KeepBoth);

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Equal(["u00", "u01"], engine.Repo.Show("main", "shared.txt").Split('\n').Order(StringComparer.Ordinal));
        Assert.Equal<string>(["shared.txt"], Assert.Single(engine.Recorder.Of<UnitConflict>()).Files);
        var merge = Assert.Single(engine.Repo.Log(), commit => commit.Subject.StartsWith("Merge main into", StringComparison.Ordinal));
        Assert.Equal(2, merge.Parents.Length);
        Assert.NotNull(merge.Trailer("Choo-Run"));
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    [Incident("3", "the agent leaves conflicts unresolved")]
    public async Task A_conflict_that_stays_fails_its_unit_and_the_other_lands()
    {
        using var engine = Conflicting("true");

        var report = await engine.RunAsync();

        engine.AssertExit(1, report);
        var failure = Assert.Single(engine.Recorder.Of<UnitFailed>()).Diagnostic;
        Assert.Equal(DiagnosticCodes.ConflictUnresolved.Id, failure.Code);
        Assert.Contains("shared.txt", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, engine.Agent.Starts.Count(line => line.Contains("whole", StringComparison.Ordinal)));
        Assert.Single(engine.Recorder.Of<UnitCompleted>());
        Assert.Contains("conflict markers are left", engine.Agent.Prompt(engine.Agent.Starts[^1].Split(' ')[0], "whole", 2), StringComparison.Ordinal);
        Assert.Equal([engine.Repo.Root], engine.Repo.Worktrees());
    }

    [Theory(Timeout = 60000)]
    [InlineData("git merge --abort")]
    [InlineData("git checkout -q HEAD -- .; rm -f $(git rev-parse --git-dir)/MERGE_HEAD")]
    [InlineData("git checkout -q HEAD -- clean.txt; " + KeepBoth)]
    [InlineData("git reset -q --hard")]
    public async Task Work_that_has_landed_is_not_dropped_by_a_conflict_turn(string whole)
    {
        using var engine = Conflicting(whole);

        await engine.RunAsync();

        Assert.Equal("u00", engine.Recorder.Of<UnitConflict>("u01").Length == 1 ? "u00" : "the first did not land first");
        Assert.Equal("after", engine.Repo.Show("main", "clean.txt"));
        Assert.Contains("u00.txt", engine.Repo.Files());
    }

    [Fact(Timeout = 60000)]
    public async Task A_merge_that_the_agent_commits_itself_lands_as_choos_commit()
    {
        using var engine = Conflicting(KeepBoth + "; git add -A; git -c user.name=a -c user.email=a@localhost commit -qm mine");

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.DoesNotContain("mine", engine.Repo.Log().Select(commit => commit.Subject));
        Assert.Equal(["u00", "u01"], engine.Repo.Show("main", "shared.txt").Split('\n').Order(StringComparer.Ordinal));
        Assert.Equal("after", engine.Repo.Show("main", "clean.txt"));
    }

    [Fact(Timeout = 60000)]
    public async Task Specs_and_configuration_are_not_a_conflict_turns_to_change()
    {
        using var engine = Conflicting(KeepBoth + "; echo \"#\" >> .choo.yaml; echo more >> specs/tasks/u00/01-step.md; echo new > specs/tasks/u01/07-new.md");
        var config = engine.Repo.Read(".choo.yaml");

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Equal(config, engine.Repo.Read(".choo.yaml"));
        Assert.False(engine.Repo.Has("specs/tasks/u01/07-new.md"));
        Assert.DoesNotContain("more", engine.Repo.Show("main", GitRepo.SpecPath("u00", 1)), StringComparison.Ordinal);
        Assert.Contains("status: complete", engine.Repo.Show("main", GitRepo.SpecPath("u00", 1)), StringComparison.Ordinal);
        Assert.Equal(3, Assert.Single(engine.Recorder.Of<EditsUndone>()).Files.Length);
    }

    [Fact(Timeout = 60000)]
    public async Task Many_units_that_conflict_with_each_other_all_land()
    {
        using var engine = Conflicting(KeepBoth, units: 14, more: "gates:\n  parallelism: 4\n");

        var report = await engine.RunAsync(request => request with { Parallelism = 14 });

        engine.AssertExit(0, report);
        Assert.Equal(14, engine.Repo.Show("main", "shared.txt").Split('\n').Length);
        engine.AssertNothingLeft();
    }

    private static TestEngine RedTogether(string whole)
    {
        var engine = new TestEngine().Configure(
            "baseline_checks:\n  - name: together\n    command: '! [ -f a.txt ] || ! [ -f b.txt ] || [ -f fixed.txt ]'\n", whole);
        engine.Repo.Unit("a", tasks: new SpecText("do: echo a > a.txt")).Unit("b", tasks: new SpecText("do: echo b > b.txt")).Commit();
        return engine;
    }

    [Fact(Timeout = 60000)]
    public async Task Of_two_units_that_are_red_only_together_one_lands_and_the_other_fails()
    {
        using var engine = RedTogether("true");

        var report = await engine.RunAsync();

        engine.AssertExit(1, report);
        Assert.Equal((1, 1), (report.State!.Counts.Complete, report.State.Counts.Failed));
        Assert.Equal(DiagnosticCodes.BaselineRed.Id, Assert.Single(engine.Recorder.Of<UnitFailed>()).Diagnostic.Code);
        Assert.Single(engine.Repo.Files(), path => path is "a.txt" or "b.txt");
        Assert.Equal([engine.Repo.Root], engine.Repo.Worktrees());
    }

    [Fact(Timeout = 60000)]
    public async Task Of_two_units_that_are_red_only_together_the_second_lands_with_a_fix()
    {
        using var engine = RedTogether("echo fixed > fixed.txt");

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Superset(new HashSet<string> { "a.txt", "b.txt", "fixed.txt" }, engine.Repo.Files().ToHashSet());
        var fix = Assert.Single(engine.Repo.Log(), commit => commit.Subject.StartsWith("fix(", StringComparison.Ordinal));
        Assert.EndsWith("): baseline checks", fix.Subject, StringComparison.Ordinal);
        engine.AssertNothingLeft();
    }
}

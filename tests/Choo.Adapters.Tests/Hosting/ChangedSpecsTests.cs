using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>A person rewrites specs while a run goes on, or between its starts.</summary>
public sealed class ChangedSpecsTests
{
    private const string Filler = "\n\nline 1\nline 2\nline 3\nline 4\n";

    private static TestEngine OneUnit(params SpecText[] tasks)
    {
        var engine = new TestEngine();
        engine.Configure("limits: { task_attempts: 1 }");
        engine.Repo.Unit("a", tasks: tasks).Commit();
        return engine;
    }

    private static void Rewrite(TestEngine engine, string unit, int task, SpecText text) =>
        engine.Repo.Write(GitRepo.SpecPath(unit, task), text.Text(task)).Commit("another text");

    [Fact(Timeout = 120000)]
    [Incident("T47", "a person rewrites a spec while an agent works on it")]
    public async Task A_spec_that_was_rewritten_during_the_run_waits_and_resume_works_the_new_text()
    {
        using var engine = OneUnit(new SpecText($"do: echo work > a.txt{Filler}"));
        engine.After = e =>
        {
            if (e.Data is AgentInvoked)
            {
                Rewrite(engine, "a", 1, new SpecText($"do: cat a.txt > urgent.txt{Filler}"));
            }
        };

        var report = await engine.RunAsync();

        engine.AssertExit(3, report);
        Assert.Equal(DiagnosticCodes.SpecChanged.Id, Assert.Single(engine.Recorder.Of<UnitWaiting>("a")).Diagnostic.Code);
        Assert.Contains("status: pending", engine.Repo.Show("main", GitRepo.SpecPath("a", 1)), StringComparison.Ordinal);
        Assert.Equal(report.State!.Unit("a").Tip, engine.Repo.Tip(Assert.Single(engine.Repo.Refs("refs/choo/runs"))));
        engine.After = null;

        engine.AssertExit(0, await engine.ResumeAsync());

        // The first text's work is under the second's.
        Assert.Equal("work\n", engine.Repo.Read("urgent.txt"));
        Assert.Contains("status: complete", engine.Repo.Show("main", GitRepo.SpecPath("a", 1)), StringComparison.Ordinal);
        Assert.Equal(["a 1 1", "a 1 2"], engine.Agent.Starts);
        Assert.Equal<string>(["01-step.md"], Assert.Single(Assert.Single(engine.Recorder.Of<SpecsUpdated>()).Changed).Files);
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 120000)]
    public async Task Resume_runs_a_spec_that_was_corrected_and_committed_since()
    {
        using var engine = OneUnit(new SpecText("do: echo one > one.txt"), new SpecText("do: true"));
        engine.AssertExit(1, await engine.RunAsync());
        Rewrite(engine, "a", 2, new SpecText("do: echo two > two.txt", "test -f two.txt"));

        engine.AssertExit(0, await engine.ResumeAsync());

        Assert.Equal(["a 1 1", "a 2 1", "a 2 2"], engine.Agent.Starts);
        Assert.Contains("test -f two.txt", engine.Agent.Prompt("a", "2", 2), StringComparison.Ordinal);
        Assert.True(engine.Repo.Has("one.txt") && engine.Repo.Has("two.txt"));
        engine.AssertNothingLeft();
        Assert.IsType<RunCompleted>(new Choo.Adapters.Journal.JournalReader(engine.Journal).ToEnd().State!.End);
    }

    [Fact(Timeout = 120000)]
    [Incident("T47", "a person changes text and gate before a resume")]
    public async Task Text_and_gate_of_a_unit_that_had_not_begun_are_of_one_commit()
    {
        using var engine = new TestEngine();
        engine.Configure("limits: { task_attempts: 1, baseline_attempts: 0 }");
        engine.Repo.Unit("a", tasks: new SpecText()).Unit("z", ["a"], tasks: new SpecText()).Commit();
        var first = await engine.RunUntilAsync(e => e is { Unit: "a", Data: AgentDone });
        Assert.Equal(130, first.ExitCode);
        Rewrite(engine, "z", 1, new SpecText("do: echo z > z.txt", "test -f proof.txt"));

        engine.AssertExit(1, await engine.ResumeAsync());

        Assert.Equal("test -f proof.txt", Assert.Single(engine.Recorder.Of<BackpressureStarted>("z")).Command);
        Assert.Contains("test -f proof.txt", engine.Agent.Prompt("z", "1", 1), StringComparison.Ordinal);
        Assert.DoesNotContain("z.txt", engine.Repo.Files());
    }

    [Fact(Timeout = 120000)]
    public async Task A_committed_task_whose_text_changed_is_done_again_and_the_others_are_not()
    {
        using var engine = OneUnit(new SpecText("do: echo one > one.txt"), new SpecText("do: echo two > two.txt"), new SpecText("do: true"));
        engine.AssertExit(1, await engine.RunAsync());
        Rewrite(engine, "a", 1, new SpecText("do: echo better > one.txt"));
        Rewrite(engine, "a", 3, new SpecText("do: cat one.txt two.txt > three.txt"));

        engine.AssertExit(0, await engine.ResumeAsync());

        Assert.Equal(["a 1 1", "a 2 1", "a 3 1", "a 1 2", "a 3 2"], engine.Agent.Starts);
        Assert.Equal("better\ntwo\n", engine.Repo.Read("three.txt"));
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 120000)]
    public async Task Work_that_conflicts_with_the_commit_of_the_new_text_is_kept_and_the_unit_starts_again()
    {
        using var engine = OneUnit(new SpecText("do: echo mine > README.md"), new SpecText("do: true"));
        engine.AssertExit(1, await engine.RunAsync());
        engine.Repo.Write("README.md", "theirs\n");
        Rewrite(engine, "a", 2, new SpecText("do: echo two > two.txt"));

        engine.AssertExit(0, await engine.ResumeAsync());

        Assert.Equal("mine\n", engine.Repo.Read("README.md"));
        Assert.Single(engine.Recorder.Of<UnitRestarted>("a"));
        var saved = Assert.Single(engine.Recorder.Of<WorkSaved>("a"));
        Assert.Equal("mine\n", engine.Repo.Git("show", $"{saved.Ref}:README.md") + "\n");
    }

    [Fact(Timeout = 120000)]
    public async Task A_unit_without_a_spec_leaves_the_run_and_new_units_are_named()
    {
        using var engine = OneUnit(new SpecText("do: true"));
        engine.Repo.Unit("b", tasks: new SpecText("do: true")).Commit();
        engine.AssertExit(1, await engine.RunAsync());
        engine.Repo.Git("rm", "--quiet", "-r", "specs/tasks/b");
        engine.Repo.Unit("new", tasks: new SpecText());
        Rewrite(engine, "a", 1, new SpecText());

        engine.AssertExit(0, await engine.ResumeAsync());

        Assert.Equal<string>(["b"], Assert.Single(engine.Recorder.Of<SpecsUpdated>()).Gone);
        Assert.Equal([DiagnosticCodes.SpecGone.Id, DiagnosticCodes.UnitsOutsideRun.Id], engine.Recorder.Of<DiagnosticReported>().Select(noted => noted.Diagnostic.Code).Where(code => code.StartsWith("CHOO1", StringComparison.Ordinal)));
        Assert.DoesNotContain(engine.Agent.Starts, start => start.StartsWith("new", StringComparison.Ordinal));
    }

    [Fact(Timeout = 120000)]
    public async Task A_unit_that_depends_on_one_which_the_run_does_not_have_waits()
    {
        using var engine = OneUnit(new SpecText("do: true"));
        engine.AssertExit(1, await engine.RunAsync());
        engine.Repo.Unit("new", tasks: new SpecText()).Unit("a", ["new"], tasks: new SpecText()).Commit();

        engine.AssertExit(3, await engine.ResumeAsync());

        Assert.Equal(DiagnosticCodes.DependsOutsideRun.Id, Assert.Single(engine.Recorder.Of<UnitWaiting>("a")).Diagnostic.Code);
        Assert.Single(engine.Agent.Starts);
    }

    [Theory(Timeout = 120000)]
    [InlineData("b", "CHOO1014")]
    [InlineData("nobody", "CHOO1013")]
    public async Task Specs_that_are_wrong_now_are_refused_and_nothing_is_touched(string needs, string code)
    {
        using var engine = new TestEngine();
        engine.Configure("limits: { task_attempts: 1 }");
        engine.Repo.Unit("a", tasks: new SpecText("do: true")).Unit("b", ["a"], tasks: new SpecText()).Commit();
        engine.AssertExit(1, await engine.RunAsync());
        var journal = File.ReadAllText(engine.Journal);
        engine.Repo.Unit("a", [needs], tasks: new SpecText()).Commit();

        var report = await engine.ResumeAsync();

        Assert.Equal(2, report.ExitCode);
        Assert.Contains(report.Diagnostics, each => each.Code == code);
        Assert.Equal(journal, File.ReadAllText(engine.Journal));
    }
}

using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>What agents leave in worktrees that git cannot add, or waits for.</summary>
public sealed class UnsavableTests
{
    private static TestEngine With(string agent, string more = "")
    {
        var engine = new TestEngine().Configure("baseline_checks: []\n" + more);
        engine.Repo.Write("conf.txt", "old\n").Write(".gitignore", "bin/\n");
        engine.Repo.Unit("a", tasks: new SpecText($"do: {agent}"));
        engine.Repo.Unit("b", tasks: new SpecText());
        engine.Repo.Commit();
        return engine;
    }

    [Theory(Timeout = 60000)]
    [Incident("T12", "the agent leaves pipes, a name that git refuses and a path that is too long in its worktree")]
    [InlineData("rm conf.txt; mkfifo conf.txt", "conf.txt (it is a named pipe)")]
    [InlineData("rm .gitignore; mkfifo .gitignore", ".gitignore (it was a named pipe, which was removed)")]
    [InlineData("mkdir sub; mkfifo sub/.gitattributes", "sub/.gitattributes (it was a named pipe, which was removed)")]
    [InlineData("mkdir 'GIT~1'; echo x >'GIT~1/config'", "GIT~1 (git says: invalid path 'GIT~1/config')")]
    public async Task The_agent_is_told_which_path_git_cannot_add_and_the_next_attempt_goes_on(string mess, string told)
    {
        using var engine = With($"echo work >a.txt; if [ $n = 1 ]; then {mess}; else rm -rf conf.txt GIT~1 0*1; echo new >conf.txt; git checkout -q HEAD -- .gitignore; fi");

        engine.AssertExit(0, await engine.RunAsync());

        var failed = Assert.Single(engine.Recorder.Of<ValidationFailed>("a"));
        Assert.Equal(AttemptFailure.CannotAdd, failed.Reason.Known);
        Assert.Contains(told, failed.Message, StringComparison.Ordinal);
        Assert.Contains(told, engine.Agent.Prompt("a", "1", 2), StringComparison.Ordinal);
        Assert.Equal("new", engine.Repo.Show("main", "conf.txt"));
        engine.AssertNothingLeft();
    }

    [Theory(Timeout = 60000)]
    [InlineData("rm conf.txt; mkfifo conf.txt")]
    [InlineData("mkdir 'GIT~1'; echo precious >'GIT~1/config'")]
    public async Task A_unit_that_never_puts_it_right_fails_alone_with_its_other_work_saved(string mess)
    {
        using var engine = With($"echo work >a.txt; rm -rf conf.txt GIT~1; {mess}", "limits: { task_attempts: 1 }\n");

        engine.AssertExit(1, await engine.RunAsync());

        Assert.Equal(DiagnosticCodes.CannotAdd.Id, Assert.Single(engine.Recorder.Of<UnitFailed>("a")).Diagnostic.Code);
        Assert.Single(engine.Recorder.Of<UnitCompleted>("b"));
        Assert.Equal("work", engine.Repo.Show(Assert.Single(engine.Recorder.Of<WorkSaved>()).Commit, "a.txt"));
        var aside = Directory.Exists(engine.Repo.At(".choo/aside")) ? Directory.GetFiles(engine.Repo.At(".choo/aside"), "config", SearchOption.AllDirectories) : [];
        Assert.Equal(mess.Contains("precious", StringComparison.Ordinal) ? 1 : 0, aside.Length);
        Assert.All(aside, file => Assert.Equal("precious\n", File.ReadAllText(file)));
        Assert.Equal(aside.Length, engine.Recorder.Of<DiagnosticReported>().Count(noted => noted.Diagnostic.Code == DiagnosticCodes.SetAside.Id));
        Assert.Single(engine.Repo.Worktrees());
    }

    [Fact(Timeout = 60000)]
    [Incident("T12", "the agent replaces the task's spec with a pipe")]
    public async Task A_pipe_in_the_place_of_the_spec_is_undone_like_any_edit_of_it()
    {
        using var engine = With("echo work >a.txt; rm specs/tasks/a/01-step.md; mkfifo specs/tasks/a/01-step.md; rm specs/tasks/b/01-step.md; mkfifo specs/tasks/b/01-step.md");

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal(["specs/tasks/a/01-step.md", "specs/tasks/b/01-step.md"], Assert.Single(engine.Recorder.Of<EditsUndone>("a")).Files.Order(StringComparer.Ordinal));
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    [Incident("T12", "the test removes a worktree during a turn")]
    public async Task A_worktree_that_somebody_removes_under_a_turn_is_told_as_that_and_resume_goes_on()
    {
        using var engine = With("if [ $n = 1 ]; then w=$PWD; cd /; rm -rf \"$w\"; else echo work >a.txt; fi");

        engine.AssertExit(1, await engine.RunAsync());
        Assert.Equal(DiagnosticCodes.WorktreeGone.Id, Assert.Single(engine.Recorder.Of<UnitFailed>("a")).Diagnostic.Code);

        engine.AssertExit(0, await engine.ResumeAsync());
        Assert.Equal("work", engine.Repo.Show("main", "a.txt"));
    }
}

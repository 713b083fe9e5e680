using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

public sealed class GateTests
{
    private const string Compiles =
        "grep -q right src.txt || { echo \"src/A.cs(3,5): error CS0103: The name 'x' does not exist in the current context\"; exit 1; }";

    [Fact(Timeout = 60000)]
    [Incident("W7", "a gate fails")]
    public async Task The_prompt_after_a_red_gate_holds_what_the_gate_reported()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText("do: [ $n -ge 2 ] && echo right > src.txt || echo wrong > src.txt", Compiles)).Commit();

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Equal(["a 1 1", "a 1 2"], engine.Agent.Starts);
        Assert.DoesNotContain("CS0103", engine.Agent.Prompt("a", "1", 1).Replace(Compiles, "", StringComparison.Ordinal).Replace(Compiles.Replace("'", "''", StringComparison.Ordinal), "", StringComparison.Ordinal), StringComparison.Ordinal);
        var prompt = engine.Agent.Prompt("a", "1", 2);
        Assert.Contains("src/A.cs(3,5): error CS0103: The name 'x' does not exist in the current context", prompt, StringComparison.Ordinal);
        Assert.Contains("Attempt 2 of 3", prompt, StringComparison.Ordinal);
        var failed = Assert.Single(engine.Recorder.Of<ValidationFailed>());
        Assert.Equal(AttemptFailure.Gate, failed.Reason.Known);
        Assert.Equal("CS0103", Assert.Single(failed.Evidence!.Diagnostics).Code);
        Assert.Equal(2, Assert.Single(engine.Recorder.Of<TaskRetried>()).Attempt);
        Assert.Equal(2, Assert.Single(engine.Recorder.Of<TaskCompleted>()).Attempts);
        engine.AssertNothingLeft();
    }

    private const string Tests =
        "if grep -q right src.txt; then echo 'Passed!  - Failed: 0, Passed: 1, Skipped: 0, Total: 1, Duration: 1 ms - A.dll (net10.0)'; else echo 'No test matches the given testcase filter `Basket` in A.dll'; fi";

    [Fact(Timeout = 60000)]
    [Incident("22", "the agent leaves out the tests that the gate asks for")]
    [Incident("T39", "the gate asks for tests and none run")]
    public async Task A_gate_in_which_no_test_ran_is_red_and_the_next_prompt_says_why()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText("do: [ $n -ge 2 ] && echo right > src.txt || echo wrong > src.txt", Tests)).Commit();

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal(GateDoubt.NoTests, Assert.Single(engine.Recorder.Of<ValidationFailed>()).Evidence!.Doubt?.Known);
        Assert.Contains("no test ran", engine.Agent.Prompt("a", "1", 2), StringComparison.Ordinal);
        Assert.Contains("it ran none", engine.Agent.Prompt("a", "1", 2), StringComparison.Ordinal);
    }

    [Theory(Timeout = 60000)]
    [InlineData("false", 1)]
    [InlineData("true", 0)]
    [Incident("22", "the gate's tests fail behind a pipe")]
    [Incident("T39", "the gate's tests fail behind a pipe, with exit code 0")]
    public async Task Tests_that_fail_under_exit_code_0_are_red_unless_the_exit_code_is_trusted(string trust, int exit)
    {
        using var engine = new TestEngine().Configure($"gates:\n  trust_exit_code: {trust}\nlimits:\n  task_attempts: 1\n");
        engine.Repo.Unit("a", tasks: new SpecText(Gate: "(echo 'Failed!  - Failed: 1, Passed: 1, Skipped: 0, Total: 2, Duration: 1 ms - A.dll (net10.0)'; exit 1) | tail -n 5")).Commit();

        engine.AssertExit(exit, await engine.RunAsync());

        Assert.Equal(exit == 0 ? [] : [DiagnosticCodes.NothingProved.Id], engine.Recorder.Of<UnitFailed>("a").Select(failed => failed.Diagnostic.Code));
    }

    [Fact(Timeout = 60000)]
    public async Task A_run_reports_gates_that_can_never_fail_once()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: [new(Gate: "true"), new(Gate: "echo done")]).Commit();

        engine.AssertExit(0, await engine.RunAsync());

        var told = Assert.Single(engine.Recorder.Of<DiagnosticReported>(), noted => noted.Diagnostic.Code == DiagnosticCodes.GateNeverFails.Id).Diagnostic;
        Assert.Contains("1 more such task", told.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    [Incident("g", "the gate keeps failing")]
    public async Task Three_red_gates_fail_the_unit_and_block_only_what_depends_on_it()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("bad", tasks: new SpecText("do: echo wrong $n > src.txt", Compiles))
            .Unit("next", ["bad"], tasks: new SpecText())
            .Unit("last", ["next"], tasks: new SpecText())
            .Unit("other", tasks: [new(), new()])
            .Commit();

        var report = await engine.RunAsync();

        engine.AssertExit(1, report);
        var failure = Assert.Single(engine.Recorder.Of<UnitFailed>("bad")).Diagnostic;
        Assert.Equal(DiagnosticCodes.BackpressureFailed.Id, failure.Code);
        Assert.Equal((GitRepo.SpecPath("bad", 1), 4), (failure.File, failure.Line));
        Assert.Equal<string>(["bad"], Assert.Single(engine.Recorder.Of<UnitBlocked>("next")).BlockedBy);
        Assert.Equal<string>(["bad"], Assert.Single(engine.Recorder.Of<UnitBlocked>("last")).BlockedBy);
        Assert.True(engine.Repo.Has("other-2.txt"));
        Assert.Equal(3, engine.Agent.Starts.Count(line => line.StartsWith("bad", StringComparison.Ordinal)));
        Assert.Equal((1, 1, 2), (report.State!.Counts.Complete, report.State.Counts.Failed, report.State.Counts.Blocked));
        var end = Assert.Single(engine.Recorder.Of<RunFailed>());
        Assert.Equal((1, 1, 2, 0), (end.Complete, end.Failed, end.Blocked, end.Waiting));
    }

    [Fact(Timeout = 60000)]
    [Incident("4", "a unit fails with uncommitted work")]
    public async Task The_uncommitted_work_of_a_failed_unit_is_saved_and_its_commits_are_kept()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("bad", tasks: [new(), new("do: echo wrong $n > src.txt", Compiles)]).Commit();

        var report = await engine.RunAsync();

        engine.AssertExit(1, report);
        var saved = Assert.Single(engine.Recorder.Of<WorkSaved>("bad"));
        Assert.Equal("wrong 3", engine.Repo.Show(saved.Ref, "src.txt"));
        Assert.StartsWith("refs/choo/backup/bad/", saved.Ref, StringComparison.Ordinal);
        Assert.Equal("work", engine.Repo.Show($"refs/choo/runs/{Path.GetFileName(report.RunFolder)}/bad", "bad-1.txt"));
        Assert.False(engine.Repo.Has("bad-1.txt"));
        Assert.Equal("", engine.Repo.Status());
        Assert.Equal([engine.Repo.Root], engine.Repo.Worktrees());
        Assert.Equal("", engine.Repo.Fsck());
    }

    [Fact(Timeout = 60000)]
    [Incident("W15", "a gate that takes too long")]
    public async Task A_gate_that_takes_too_long_is_ended_and_counts_as_red()
    {
        using var engine = new TestEngine().Configure("timeouts:\n  gate: 300ms\nlimits:\n  task_attempts: 1\n");
        engine.Repo.Unit("a", tasks: new SpecText("", "sleep 300")).Commit();

        var report = await engine.RunAsync();

        engine.AssertExit(1, report);
        Assert.True(Assert.Single(engine.Recorder.Of<ValidationFailed>()).Evidence!.TimedOut);
        Assert.Contains("timed out", Assert.Single(engine.Recorder.Of<UnitFailed>()).Diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task The_gate_of_a_task_is_the_one_of_the_base_commit_whatever_the_agent_writes_into_its_spec()
    {
        using var engine = new TestEngine().Configure("limits:\n  task_attempts: 1\n");
        engine.Repo.Unit("a", tasks: new SpecText("do: sed -i s/^backpressure.*/backpressure:\\ true/ specs/tasks/a/01-step.md; echo x > x.txt", "false")).Commit();

        var report = await engine.RunAsync();

        engine.AssertExit(1, report);
        Assert.Equal("false", Assert.Single(engine.Recorder.Of<BackpressureStarted>()).Command);
        Assert.Equal<string>([GitRepo.SpecPath("a", 1)], Assert.Single(engine.Recorder.Of<EditsUndone>()).Files);
    }
}

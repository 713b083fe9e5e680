using Choo.Adapters.Tests.Processes;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

public sealed class BaselineTests
{
    private static string Check(string command) => $"baseline_checks:\n  - name: check\n    command: '{command}'\n";

    private static TestEngine With(string more, string whole = "", string body = "")
    {
        var engine = new TestEngine().Configure(more, whole);
        engine.Repo.Unit("a", tasks: new SpecText(body)).Commit();
        return engine;
    }

    [Fact(Timeout = 60000)]
    public async Task A_target_that_is_red_already_stops_the_run_before_an_agent_is_paid()
    {
        using var engine = With(Check("test -f ready.txt") + "baseline:\n  verify_target: before\n");
        var before = engine.Repo.Tip();

        var report = await engine.RunAsync();

        engine.AssertExit(3, report);
        Assert.Empty(engine.Agent.Starts);
        Assert.Equal(DiagnosticCodes.TargetRed.Id, Assert.Single(engine.Recorder.Of<RunFailed>()).Reason!.Code);
        Assert.False(Assert.Single(engine.Recorder.Of<BaselineFailed>()).Evidence.Single().Passed);
        Assert.Equal(before, engine.Repo.Tip());
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task After_the_target_was_made_green_resume_goes_on()
    {
        using var engine = With(Check("test -f ready.txt") + "baseline:\n  verify_target: before\n");
        await engine.RunAsync();
        engine.AssertExit(3, await engine.ResumeAsync());
        Assert.Empty(engine.Agent.Starts);
        engine.Repo.Write("ready.txt", "ready").Commit();

        var report = await engine.ResumeAsync();

        engine.AssertExit(0, report);
        engine.AssertNothingLeft();
    }

    [UnixFact(Timeout = 60000)]
    public async Task The_target_is_proved_beside_the_first_turns_and_when_it_fails_they_are_stopped_and_their_work_is_kept()
    {
        using var around = new TempFolder();
        using var engine = With(
            Check($"until test -e {around.At("begun")}; do sleep 0.02; done; test -f ready.txt"),
            body: $"do: echo half > half.txt; touch {around.At("begun")}; until test -e {around.At("later")}; do sleep 0.02; done; echo whole > whole.txt");

        var report = await engine.RunAsync();

        engine.AssertExit(3, report);
        Assert.Single(engine.Agent.Starts);
        Assert.Equal(DiagnosticCodes.TargetRed.Id, Assert.Single(engine.Recorder.Of<RunFailed>()).Reason!.Code);
        File.WriteAllText(around.At("later"), "");
        engine.Repo.Write("ready.txt", "ready").Commit();
        engine.AssertExit(0, await engine.ResumeAsync());
        Assert.Equal("whole", engine.Repo.Show("main", "whole.txt"));
        Assert.Contains(engine.Recorder.Of<WorkSaved>(), saved => engine.Repo.Git("show", $"{saved.Commit}:half.txt") == "half");
    }

    [Fact(Timeout = 60000)]
    public async Task A_target_that_is_never_proved_holds_nothing_up()
    {
        using var engine = With(Check("test -f ready.txt") + "baseline:\n  verify_target: never\n", body: "do: echo ready > ready.txt");
        engine.AssertExit(0, await engine.RunAsync());
        Assert.DoesNotContain(engine.Recorder.Events, e => e.Unit is null && e.Data is BaselinePassed or BaselineFailed);
    }

    [Fact(Timeout = 60000)]
    public async Task A_red_target_may_be_allowed()
    {
        using var engine = With(Check("test -f ready.txt") + "baseline:\n  allow_red_target: true\n", body: "do: echo ready > ready.txt");

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Equal("ready", engine.Repo.Show("main", "ready.txt"));
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task A_red_baseline_gets_a_fix_turn_and_a_commit_of_its_own()
    {
        using var engine = With(
            Check("! test -f bad.txt || { echo \"src/B.cs(7,1): error CS1002: ; expected\"; exit 1; }"),
            "rm bad.txt; echo good > good.txt; echo more >> specs/tasks/a/01-step.md",
            "do: echo bad > bad.txt");

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Equal(["a 1 1", "a whole 1"], engine.Agent.Starts);
        Assert.Contains("src/B.cs(7,1): error CS1002", engine.Agent.Prompt("a", "whole", 1), StringComparison.Ordinal);
        var fix = Assert.Single(engine.Repo.Log(), commit => commit.Subject == "fix(a): baseline checks");
        Assert.Equal(("a", null), (fix.Trailer("Choo-Unit"), fix.Trailer("Choo-Task")));
        Assert.False(engine.Repo.Has("bad.txt"));
        Assert.DoesNotContain("more", engine.Repo.Read(GitRepo.SpecPath("a", 1)), StringComparison.Ordinal);
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    [Incident("g", "the baseline keeps failing")]
    public async Task A_baseline_that_stays_red_fails_the_unit_after_the_attempts_allowed()
    {
        using var engine = With(Check("! test -f bad.txt") + "limits:\n  baseline_attempts: 2\n", "echo $n > tried.txt", "do: echo bad > bad.txt");

        var report = await engine.RunAsync();

        engine.AssertExit(1, report);
        Assert.Equal(["a 1 1", "a whole 1", "a whole 2"], engine.Agent.Starts);
        var failure = Assert.Single(engine.Recorder.Of<UnitFailed>()).Diagnostic;
        Assert.Equal((DiagnosticCodes.BaselineRed.Id, "specs/tasks/a/IMPLEMENTATION_PLAN.md"), (failure.Code, failure.File));
        Assert.False(engine.Repo.Has("bad.txt"));
    }

    [Fact(Timeout = 60000)]
    public async Task A_fix_that_is_not_committed_proves_nothing()
    {
        using var engine = With(Check("! test -f bad.txt") + "limits:\n  baseline_attempts: 1\n", "rm bad.txt; exit 1", "do: echo bad > bad.txt; echo w > f.txt");
        var before = engine.Repo.Tip();

        var report = await engine.RunAsync();

        engine.AssertExit(1, report);
        Assert.Equal(before, engine.Repo.Tip());
    }

    [Fact(Timeout = 60000)]
    public async Task A_baseline_is_not_green_because_of_what_a_gate_left_behind()
    {
        using var engine = new TestEngine().Configure(Check("! test -f f.txt || test -f made-by-gate.txt") + "limits:\n  baseline_attempts: 0\n");
        engine.Repo.Unit("a", tasks: new SpecText("do: echo w > f.txt", "echo x > made-by-gate.txt")).Commit();

        engine.AssertExit(1, await engine.RunAsync());
        Assert.False(engine.Repo.Has("f.txt"));
    }

    [Fact(Timeout = 60000)]
    public async Task Setup_and_teardown_run_where_their_file_is_there()
    {
        using var engine = new TestEngine();
        var log = engine.Repo.Around.At("log");
        var list = $"    - command: 'echo $CHOO_UNIT >> {log}'\n    - command: 'echo there >> {log}'\n      if: README.md\n    - command: 'echo missing >> {log}'\n      if: nothing.txt\n";
        engine.Configure($"worktree:\n  setup:\n{list}  teardown:\n{list}");
        engine.Repo.Unit("a", tasks: new SpecText()).Commit();

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        // In the unit's worktree, and in the clean room of its proof.
        Assert.Equal(Enumerable.Repeat<string[]>(["a", "there"], 4).SelectMany(pair => pair), File.ReadAllLines(log));
        Assert.Equal(["setup", "setup", "setup", "setup", "teardown", "teardown", "teardown", "teardown"], engine.Recorder.Of<UnitCommandRan>().Select(ran => ran.Phase.Text).Order(StringComparer.Ordinal));
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task A_setup_command_that_fails_fails_the_unit_before_an_agent_is_paid()
    {
        using var engine = With("worktree:\n  setup:\n    - command: exit 4\n");

        var report = await engine.RunAsync();

        engine.AssertExit(1, report);
        Assert.Empty(engine.Agent.Starts);
        Assert.Equal(DiagnosticCodes.SetupFailed.Id, Assert.Single(engine.Recorder.Of<UnitFailed>()).Diagnostic.Code);
    }

    [Fact(Timeout = 60000)]
    public async Task A_teardown_command_that_fails_is_a_warning()
    {
        using var engine = With("worktree:\n  teardown:\n    - command: exit 4\n");

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Contains(DiagnosticCodes.TeardownFailed.Id, engine.Recorder.Of<DiagnosticReported>("a").Select(noted => noted.Diagnostic.Code));
    }

    [Theory(Timeout = 60000)]
    [InlineData("", "no baseline_checks are configured")]
    [InlineData("baseline_checks: []\n", "baseline_checks is empty")]
    public async Task Without_a_baseline_a_person_is_told(string config, string why)
    {
        using var engine = With(config);
        await engine.RunAsync();
        var note = Assert.Single(engine.Recorder.Of<DiagnosticReported>(), noted => noted.Diagnostic.Code == DiagnosticCodes.NoBaseline.Id);
        Assert.StartsWith(why, note.Diagnostic.Message, StringComparison.Ordinal);
    }
}

using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>What setup commands leave in a worktree is told apart from what the agent did.</summary>
public sealed class SetupTests
{
    private static TestEngine With(string command, params SpecText[] tasks)
    {
        var engine = new TestEngine().Configure($"worktree:\n  setup:\n    - command: {command}\n");
        engine.Repo.Write("lock.json", "as committed\n").Unit("a", tasks: tasks).Commit();
        return engine;
    }

    [Fact(Timeout = 60000)]
    [Incident("T8", "a setup command changes tracked files")]
    public async Task Tracked_files_that_a_setup_command_changes_are_not_the_agents_work()
    {
        using var engine = With("echo rewritten > lock.json; echo new > made.txt", new SpecText("do: true"));

        var report = await engine.RunAsync();

        engine.AssertExit(1, report);
        Assert.Equal(AttemptFailure.NoChange, engine.Recorder.Of<ValidationFailed>("a")[0].Reason.Known);
        var told = Assert.Single(engine.Recorder.Of<DiagnosticReported>("a"), noted => noted.Diagnostic.Code == DiagnosticCodes.SetupChangedTracked.Id);
        Assert.Contains("lock.json", told.Diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task They_are_as_committed_for_the_agent_and_the_gate_and_what_was_made_anew_is_there()
    {
        using var engine = With("echo rewritten > lock.json; echo new > made.txt", new SpecText("do: cat lock.json made.txt > seen.txt", "grep -q committed lock.json && test -f made.txt"));

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Equal("as committed\nnew", engine.Repo.Show("main", "seen.txt"));
        Assert.DoesNotContain("made.txt", engine.Repo.Files());
        engine.AssertNothingLeft();
    }

    [Theory(Timeout = 60000)]
    [InlineData("agent.done")]
    [InlineData("retried")]
    [Incident("T8", "the test stops choo between a turn and its check")]
    public async Task After_a_crash_the_agents_new_files_are_not_taken_for_those_of_a_setup_command(string moment)
    {
        using var engine = With("'[ -f deps/lib.txt ] || { mkdir -p deps; echo dep > deps/lib.txt; }'", new SpecText("do: echo $n >> work.txt; [ $n = 1 ] || echo more > more.txt", moment == "retried" ? "test -f more.txt" : "test -f work.txt"));
        engine.AssertExit(143, await engine.RunUntilAsync(e => moment == "retried" ? e.Data is TaskRetried : e.Data is AgentDone, RunSignal.SIGTERM));

        var report = await engine.ResumeAsync();

        engine.AssertExit(0, report);
        Assert.StartsWith("1", engine.Repo.Show("main", "work.txt"), StringComparison.Ordinal);
        Assert.DoesNotContain("deps/lib.txt", engine.Repo.Files());
        Assert.InRange(engine.Agent.Starts.Length, 1, moment == "retried" ? 3 : 1);
        engine.AssertNothingLeft();
    }
}

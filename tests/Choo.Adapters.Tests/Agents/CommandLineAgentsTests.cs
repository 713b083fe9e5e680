using System.Diagnostics;
using Choo.Core.Agents;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Agents;

public sealed class CommandLineAgentsTests : IDisposable
{
    private readonly AgentBench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory(Timeout = 30_000)]
    [InlineData("claude")]
    [InlineData("codex")]
    [InlineData("command")]
    public async Task A_turn_gets_its_prompt_does_its_work_and_leaves_its_log(string agent)
    {
        var outcome = await bench.PlayAsync(AgentDialect.Of(agent), "write src/a.txt hello", "say all done");

        Assert.Equal((AgentVerdict.Finished, 0, null), (outcome.Verdict, outcome.ExitCode, outcome.Error));
        Assert.Equal("all done", outcome.LastWords);
        Assert.Equal("hello\n", bench.Folder.Read("wt/src/a.txt"));
        Assert.Contains("all done", bench.Folder.Read("logs/turn.log"), StringComparison.Ordinal);
        Assert.Equal(AgentBench.Prompt("fake: write src/a.txt hello", "fake: say all done"), bench.Folder.Read("logs/turn.log.prompt.md"));
        var start = Assert.Single(FakeAgentProgram.Starts(bench.State));
        Assert.Equal(("unit-a", "1", 1), (start.Unit, start.Task, start.Attempt));
        Assert.Equal(bench.Folder.Read("logs/turn.log.prompt.md"), await File.ReadAllTextAsync(start.PromptFile!));
    }

    [Fact(Timeout = 30_000)]
    public async Task Usage_session_and_denials_come_from_the_stream()
    {
        var outcome = await bench.PlayAsync(AgentDialect.Claude, "usage 500 70 0.25", "deny Bash");

        Assert.Equal(new AgentUsage(500, 70, 0.25m), outcome.Usage);
        Assert.Equal(["Bash"], outcome.Denials.ToArray());
        Assert.Equal(outcome.Session, Assert.Single(bench.Events.OfType<AgentEvent.Started>()).Session);
    }

    [Fact(Timeout = 30_000)]
    public async Task Work_done_without_a_final_event_is_a_failure_that_keeps_the_work()
    {
        var outcome = await bench.PlayAsync(AgentDialect.Claude, "write a.txt x", "stderr out of memory", "exit 3");

        Assert.Equal((AgentVerdict.Failed, 3), (outcome.Verdict, outcome.ExitCode));
        Assert.Contains("out of memory", outcome.Error, StringComparison.Ordinal);
        Assert.True(bench.Folder.Has("wt/a.txt"));
        Assert.Contains("out of memory", bench.Folder.Read("logs/turn.log"), StringComparison.Ordinal);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("error 429 slow down", AgentVerdict.LimitReached)]
    [InlineData("error 529 later", AgentVerdict.Overloaded)]
    [InlineData("error 401 no", AgentVerdict.Unauthorized)]
    [InlineData("max-turns 2", AgentVerdict.OutOfTurns)]
    [InlineData("exit 0", AgentVerdict.Failed)]
    public async Task Bad_ends_are_told_apart(string line, AgentVerdict verdict) =>
        Assert.Equal(verdict, (await bench.PlayAsync(AgentDialect.Claude, line)).Verdict);

    [Fact(Timeout = 30_000)]
    public async Task Attempts_of_a_task_are_counted()
    {
        string[] lines = ["fail 1", "write a.txt done in attempt 2"];

        Assert.Equal(AgentVerdict.Failed, (await bench.PlayAsync(AgentDialect.Claude, lines)).Verdict);
        Assert.False(bench.Folder.Has("wt/a.txt"));
        Assert.Equal(AgentVerdict.Finished, (await bench.PlayAsync(AgentDialect.Claude, lines)).Verdict);
        Assert.True(bench.Folder.Has("wt/a.txt"));
    }

    [Fact(Timeout = 30_000)]
    [Incident("c", "the agent prints nothing")]
    public async Task A_silent_agent_is_ended()
    {
        bench.Options = bench.Options with { SilenceTimeout = TimeSpan.FromMilliseconds(500) };

        var outcome = await bench.PlayAsync(AgentDialect.Claude, "hang");

        Assert.Equal(AgentVerdict.Silent, outcome.Verdict);
        Assert.NotNull(outcome.Session);
        AssertEnded();
    }

    [Fact(Timeout = 30_000)]
    [Incident("c", "the agent talks and does nothing")]
    public async Task An_agent_that_talks_for_ever_is_ended_by_the_turn_time_out()
    {
        // That output puts off the end by silence is tried with a clock that stands still (EndingTests); here a slow start must not pass for silence.
        bench.Options = bench.Options with { TurnTimeout = TimeSpan.FromMilliseconds(800), SilenceTimeout = TimeSpan.FromSeconds(25) };

        var outcome = await bench.PlayAsync(AgentDialect.Claude, "heartbeat 50");

        Assert.Equal(AgentVerdict.TimedOut, outcome.Verdict);
        AssertEnded();
    }

    [Fact(Timeout = 30_000)]
    [Incident("14", "the agent reports that it finished but does not exit")]
    public async Task An_agent_that_finished_and_does_not_exit_has_finished()
    {
        bench.Options = bench.Options with { FinalGrace = TimeSpan.FromMilliseconds(100) };

        var outcome = await bench.PlayAsync(AgentDialect.Claude, "linger");

        Assert.Equal((AgentVerdict.Finished, "done"), (outcome.Verdict, outcome.LastWords));
        AssertEnded();
    }

    [Fact(Timeout = 30_000)]
    public async Task An_agent_with_refused_credentials_is_ended_at_the_third_refusal()
    {
        var outcome = await bench.PlayAsync(AgentDialect.Claude, "refused 20");

        Assert.Equal(AgentVerdict.Unauthorized, outcome.Verdict);
        Assert.InRange(outcome.DurationMs, 0, 10_000);
        AssertEnded();
    }

    [Fact(Timeout = 30_000)]
    public async Task A_flood_and_broken_lines_do_no_harm()
    {
        var outcome = await bench.PlayAsync(AgentDialect.Claude, "flood 8", "malformed", "write a.txt x");

        Assert.Equal(AgentVerdict.Finished, outcome.Verdict);
        Assert.True(bench.Folder.Has("wt/a.txt"));
    }

    [UnixFact(Timeout = 30_000)]
    public async Task What_an_agent_leaves_running_is_ended()
    {
        var outcome = await bench.PlayAsync(AgentDialect.Claude, "grandchild 600");

        Assert.Equal(AgentVerdict.Finished, outcome.Verdict);
        Assert.All(FakeAgentProgram.LeftBehind(bench.State), pid => Assert.True(HasEnded(pid)));
        Assert.NotEmpty(FakeAgentProgram.LeftBehind(bench.State));
    }

    [Fact(Timeout = 30_000)]
    public async Task Cancelling_ends_the_agent_and_then_throws()
    {
        using var stop = new CancellationTokenSource();
        var turn = bench.RunAsync(bench.Fake(AgentDialect.Claude), AgentBench.Prompt("fake: hang"), stop.Token);
        while (bench.Events.IsEmpty)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn);
        AssertEnded();
    }

    [Fact(Timeout = 30_000)]
    public async Task A_program_that_does_not_start_is_an_outcome()
    {
        var program = bench.Folder.WriteProgram("bin/broken", "\u007fELF no program");

        var outcome = await bench.RunAsync(new AgentCommand("claude", AgentDialect.Claude, [program]), "x", CancellationToken.None);

        Assert.Equal((AgentVerdict.NotStarted, -1), (outcome.Verdict, outcome.ExitCode));
        Assert.NotEmpty(outcome.Error!);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_log_folder_that_cannot_be_made_is_an_outcome()
    {
        bench.Options = bench.Options with { LogFolder = bench.Folder.Write("file", "x") };

        Assert.Equal(AgentVerdict.NotStarted, (await bench.PlayAsync(AgentDialect.Claude)).Verdict);
    }

    private void AssertEnded() => Assert.All(FakeAgentProgram.Starts(bench.State), start => Assert.True(HasEnded(start.Pid)));

    private static bool HasEnded(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}

using Choo.Core.Agents;
using Choo.Testing;
using Choo.Testing.MockModel;
using Xunit;

namespace Choo.Adapters.Tests.Agents;

/// <summary>The real command lines against a model on loopback: what the dialects were written from has to hold.</summary>
public sealed class RealCliTests : IAsyncLifetime, IDisposable
{
    private readonly AgentBench bench = new();
    private MockServer model = null!;

    public async Task InitializeAsync()
    {
        model = await MockServer.StartAsync();
        var isolated = RealCli.Isolate(model, bench.Folder.Folder("home"));
        bench.Options = bench.Options with { Environment = _ => isolated };
    }

    public async Task DisposeAsync() => await model.DisposeAsync();

    public void Dispose() => bench.Dispose();

    [RealCliFact("claude")]
    public Task Claude_writes_a_file_and_reports_its_turn() => WritesAFileAsync("claude", 2);

    [RealCliFact("codex")]
    public Task Codex_writes_a_file_and_reports_its_turn() => WritesAFileAsync("codex", null);

    [RealCliFact("claude")]
    public async Task Claude_is_denied_a_file_outside_its_folder()
    {
        var outside = bench.Folder.At("outside.txt");

        var outcome = await RunAsync("claude", $"@mock write {outside} x");

        Assert.Equal(AgentVerdict.Finished, outcome.Verdict);
        Assert.Contains("Write", outcome.Denials);
        Assert.False(File.Exists(outside));
    }

    [RealCliFact("codex")]
    public async Task Codex_cannot_write_in_a_read_only_sandbox_although_it_says_it_finished()
    {
        var outcome = await RunAsync(Agent("codex") with { Args = ["--sandbox", "read-only"] }, "@mock write a.txt x");

        Assert.Equal(AgentVerdict.Finished, outcome.Verdict);
        Assert.False(bench.Folder.Has("wt/a.txt"));
    }

    [RealCliFact("codex")]
    public async Task Codex_whose_sandbox_does_not_start_reports_it_on_the_way()
    {
        // No user namespace is left to it, as in many containers; where none can be made at all that is so anyway.
        var program = bench.Folder.WriteProgram(
            "bin/codex",
            $"#!/bin/sh\nunshare -Ur true || exec {RealCli.Find("codex")} \"$@\"\n"
            + $"exec unshare -Ur sh -c 'echo 0 > /proc/sys/user/max_user_namespaces; exec \"$0\" \"$@\"' {RealCli.Find("codex")} \"$@\"\n");

        var outcome = await RunAsync(new AgentCommand("codex", AgentDialect.Codex, [program]), "@mock write a.txt x");

        Assert.Equal(AgentVerdict.Finished, outcome.Verdict);
        Assert.Contains("bwrap: ", outcome.SandboxFailure, StringComparison.Ordinal);
        Assert.False(bench.Folder.Has("wt/a.txt"));
    }

    [RealCliFact("claude")]
    public async Task Claude_survives_an_overloaded_model()
    {
        var outcome = await RunAsync("claude", "@mock error 529 1", "@mock write a.txt x");

        Assert.Equal(AgentVerdict.Finished, outcome.Verdict);
        Assert.Contains(bench.Events, e => e is AgentEvent.Retried { Status: 529 });
    }

    [RealCliFact("claude")]
    public async Task Claude_fails_on_a_request_that_the_model_refuses()
    {
        var outcome = await RunAsync("claude", "@mock error 400 1000");

        Assert.Equal(AgentVerdict.Failed, outcome.Verdict);
        Assert.Contains("400", outcome.Error, StringComparison.Ordinal);
    }

    [RealCliFact("claude")]
    public async Task Claude_that_retries_an_error_for_ever_is_ended_by_the_turn_time_out()
    {
        bench.Options = bench.Options with { TurnTimeout = TimeSpan.FromSeconds(4) };

        var outcome = await RunAsync("claude", "@mock error 500 1000");

        Assert.Equal(AgentVerdict.TimedOut, outcome.Verdict);
        Assert.Contains(bench.Events, e => e is AgentEvent.Retried { Status: 500 });
    }

    [RealCliFact("codex")]
    public async Task Codex_fails_on_an_error_for_ever()
    {
        var outcome = await RunAsync("codex", "@mock error 500 1000");

        Assert.True(outcome.Verdict is AgentVerdict.Failed or AgentVerdict.Overloaded, outcome.ToString());
        Assert.NotNull(outcome.Error);
    }

    [RealCliFact("claude")]
    public Task Claude_with_refused_credentials_is_ended_soon() => IsUnauthorizedAsync("claude");

    [RealCliFact("codex")]
    public Task Codex_with_refused_credentials_is_told_so() => IsUnauthorizedAsync("codex");

    [RealCliFact("codex")]
    public async Task Codex_at_its_limit_is_told_so() =>
        Assert.Equal(AgentVerdict.LimitReached, (await RunAsync("codex", "@mock error 429 1000")).Verdict);

    [RealCliFact("claude")]
    public async Task Claude_at_its_own_limit_of_turns_is_told_so()
    {
        var outcome = await RunAsync(Agent("claude") with { Args = ["--permission-mode", "acceptEdits", "--max-turns", "1"] }, "@mock write a.txt x");

        Assert.Equal(AgentVerdict.OutOfTurns, outcome.Verdict);
    }

    [RealCliFact("claude")]
    public Task Claude_whose_model_never_answers_falls_silent() => FallsSilentAsync("claude");

    [RealCliFact("codex")]
    public Task Codex_whose_model_never_answers_falls_silent() => FallsSilentAsync("codex");

    [RealCliFact("claude")]
    public Task What_claude_leaves_running_is_ended() => LeavesNothingRunningAsync("claude");

    [RealCliFact("codex")]
    public Task What_codex_leaves_running_is_ended() => LeavesNothingRunningAsync("codex");

    private async Task WritesAFileAsync(string name, int? turns)
    {
        var outcome = await RunAsync(name, "@mock write src/a.txt hello\\nworld", "@mock say all done");

        Assert.Equal((AgentVerdict.Finished, null), (outcome.Verdict, outcome.Error));
        Assert.Equal("hello\nworld\n", bench.Folder.Read("wt/src/a.txt"));
        Assert.Equal(("all done", turns), (outcome.LastWords, outcome.Turns));
        Assert.True(Guid.TryParse(outcome.Session, out _));
        Assert.Equal((200, 40), (outcome.Usage.InputTokens, outcome.Usage.OutputTokens));
        Assert.Contains(bench.Events, e => e is AgentEvent.ToolUsed);
        Assert.DoesNotContain(model.Calls, call => call.Api == "failed");
    }

    private async Task IsUnauthorizedAsync(string name)
    {
        var outcome = await RunAsync(name, "@mock error 401 1000");

        Assert.Equal(AgentVerdict.Unauthorized, outcome.Verdict);
        Assert.InRange(outcome.DurationMs, 0, 20_000);
    }

    private async Task FallsSilentAsync(string name)
    {
        bench.Options = bench.Options with { SilenceTimeout = TimeSpan.FromSeconds(2) };

        var outcome = await RunAsync(name, "@mock hang");

        Assert.Equal(AgentVerdict.Silent, outcome.Verdict);
        Assert.NotNull(outcome.Session);
    }

    // Looked for by a number that no other process sleeps: codex gives its tools pids of their own.
    private async Task LeavesNothingRunningAsync(string name)
    {
        bench.Options = bench.Options with { TurnTimeout = TimeSpan.FromSeconds(4) };
        var seconds = $"{Random.Shared.Next(100_000, 999_999)}";

        var outcome = await RunAsync(name, $"@mock bash touch started; sleep {seconds}; echo over");

        Assert.Equal(AgentVerdict.TimedOut, outcome.Verdict);
        Assert.True(bench.Folder.Has("wt/started"), "the tool did not run");
        Assert.False(IsSleeping(seconds), "the tool's process still runs");
    }

    private static bool IsSleeping(string seconds) => Directory.EnumerateDirectories("/proc")
        .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
        .Any(folder => CommandLineOf(folder).StartsWith($"sleep\0{seconds}\0", StringComparison.Ordinal));

    private static string CommandLineOf(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private Task<AgentOutcome> RunAsync(string name, params string[] lines) => RunAsync(Agent(name), lines);

    private Task<AgentOutcome> RunAsync(AgentCommand agent, params string[] lines) => bench.RunAsync(agent, AgentBench.Prompt(lines), CancellationToken.None);

    private static AgentCommand Agent(string name) => new(name, Choo.Core.Agents.AgentDialect.Of(name), [RealCli.Find(name)!]);
}

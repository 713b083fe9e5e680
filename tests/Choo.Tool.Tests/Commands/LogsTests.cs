using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Xunit;

namespace Choo.Tool.Tests.Commands;

public sealed class LogsTests
{
    [Fact]
    public async Task All_logs_of_a_unit_come_in_their_order_under_their_titles()
    {
        using var test = Saved();
        Assert.Equal(0, await test.RunAsync("logs parser"));
        var titles = test.Out.Split('\n').Where(line => line.StartsWith("==>", StringComparison.Ordinal));
        Assert.Equal(
            [
                $"==> #1 attempt 1, agent claude: .choo/runs/{CannedRun.Id}/logs/parser-1-1-agent.log <==",
                $"==> #1 attempt 1, gate backpressure (dotnet build): .choo/runs/{CannedRun.Id}/logs/parser-1-1-gate.log <==",
                $"==> #1 attempt 2, agent claude: .choo/runs/{CannedRun.Id}/logs/parser-1-2-agent.log <==",
                $"==> #1 attempt 2, gate backpressure (dotnet build): .choo/runs/{CannedRun.Id}/logs/parser-1-2-gate.log <==",
            ],
            titles);
        Assert.Contains("content of parser-1-2-gate.log", test.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("core-1-1", test.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("logs core --task 2", 4)]
    [InlineData("logs core --task 2 --attempt 2", 2)]
    [InlineData("logs core", 7)]
    public async Task Task_and_attempt_choose(string line, int logs)
    {
        using var test = Saved();
        Assert.Equal(0, await test.RunAsync($"{line} --path"));
        var paths = test.Out.TrimEnd('\n').Split('\n');
        Assert.Equal(logs, paths.Length);
        Assert.All(paths, path => Assert.True(File.Exists(path), path));
    }

    [Fact]
    public async Task An_unknown_unit_is_told_with_the_nearest_name()
    {
        using var test = Saved();
        Assert.Equal(2, await test.RunAsync("logs parsre"));
        Assert.Contains(DiagnosticCodes.UnknownUnit.Id, test.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'parser'?", test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_run_there_are_no_logs()
    {
        using var test = new TestConsole();
        Assert.Equal(2, await test.RunAsync("logs parser"));
        Assert.Contains("error CHOO0003: there are no logs: no run has been started here yet", test.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30000)]
    public async Task Following_a_run_that_is_dead_ends()
    {
        using var test = new TestConsole();
        var run = new CannedRun().Start(CannedRun.Unit("core")).Begin("core").Turn("core", 1).Save(test.Folder.Path);
        Write(test, run);
        Assert.Equal(0, await test.RunAsync("logs core -f"));
        Assert.Contains("content of core-1-1-agent.log", test.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agents_stream_is_printed_as_text_and_raw_when_asked()
    {
        using var test = new TestConsole();
        CannedRun.Mixed().Save(test.Folder.Path);
        const string Stream = """
            {"type":"assistant","message":{"content":[{"type":"text","text":"I write \u001b[31mcode"}]}}
            {"type":"assistant","message":{"content":[{"type":"tool_use","name":"Bash","input":{"command":"dotnet build"}}]}}
            {"type":"result","subtype":"success","duration_ms":1500,"num_turns":2,"result":"I write \u001b[31mcode","total_cost_usd":0.25,"usage":{"input_tokens":10,"output_tokens":2}}
            {"type":"half
            """;
        test.Folder.Write($".choo/runs/{CannedRun.Id}/logs/parser-1-1-agent.log", Stream);
        Assert.Equal(0, await test.RunAsync("logs parser --attempt 1"));
        Assert.EndsWith("<==\nI write code\n> Bash: dotnet build\n= success, 2 model turns, 1.5 s, 12 tokens, $0.25\n{\"type\":\"half\n<== finished, 12.3 s, 12.3k tokens, $0.05\n"
            + $"==> #1 attempt 1, gate backpressure (dotnet build): .choo/runs/{CannedRun.Id}/logs/parser-1-1-gate.log <==\n<== failed: exit 1, 3.2 s\n", test.Out, StringComparison.Ordinal);

        using var raw = new TestConsole();
        CannedRun.Mixed().Save(raw.Folder.Path);
        raw.Folder.Write($".choo/runs/{CannedRun.Id}/logs/parser-1-1-agent.log", Stream);
        Assert.Equal(0, await raw.RunAsync("logs parser --attempt 1 --raw"));
        Assert.EndsWith($"<==\n{Stream}", raw.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_of_codex_ends_with_the_time_that_choo_measured()
    {
        using var test = new TestConsole();
        CannedRun.Mixed().Save(test.Folder.Path);
        const string Stream = """
            {"type":"item.completed","item":{"type":"agent_message","text":"Done."}}
            {"type":"item.completed","item":{"type":"file_change","changes":[{"kind":"update","path":"src/A.cs"}]}}
            {"type":"turn.completed","usage":{"input_tokens":10,"output_tokens":2}}
            """;
        test.Folder.Write($".choo/runs/{CannedRun.Id}/logs/parser-1-1-agent.log", Stream + "\n");
        await test.RunAsync("logs parser --attempt 1");
        Assert.Contains("<==\nDone.\n> file update: src/A.cs\n= completed, 12 tokens\n<== finished, 12.3 s, 12.3k tokens, $0.05\n==>", test.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_without_a_last_line_end_runs_into_nothing()
    {
        using var test = new TestConsole();
        CannedRun.Mixed().Save(test.Folder.Path);
        test.Folder.Write($".choo/runs/{CannedRun.Id}/logs/parser-1-1-gate.log", "broken");
        test.Folder.Write($".choo/runs/{CannedRun.Id}/logs/parser-1-2-agent.log", "plain words");
        await test.RunAsync("logs parser");
        Assert.Contains("<==\nbroken\n<== failed: exit 1, 3.2 s\n==> #1 attempt 2", test.Out, StringComparison.Ordinal);
        Assert.Contains("<==\nplain words\n<== finished", test.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Raw_is_every_byte_where_nobody_is_steered_by_it()
    {
        byte[] log = [0xff, (byte)'a', 0x1b, (byte)'[', (byte)'2', (byte)'J', 0, 0xc3];
        using var bytes = new MemoryStream();
        using var test = new TestConsole { Bytes = bytes };
        CannedRun.Mixed().Save(test.Folder.Path);
        Directory.CreateDirectory(test.Folder.At(".choo", "runs", CannedRun.Id, "logs"));
        await File.WriteAllBytesAsync(test.Folder.At(".choo", "runs", CannedRun.Id, "logs", "parser-1-1-agent.log"), log);
        Assert.Equal(0, await test.RunAsync("logs parser --raw"));
        Assert.Equal(log, bytes.ToArray());
        Assert.Equal($"==> #1 attempt 1, agent claude: .choo/runs/{CannedRun.Id}/logs/parser-1-1-agent.log <==\n", test.Out);

        using var terminal = new TestConsole { Bytes = bytes, IsTerminal = true };
        CannedRun.Mixed().Save(terminal.Folder.Path);
        terminal.Folder.Write($".choo/runs/{CannedRun.Id}/logs/parser-1-1-agent.log", "one\e[2J");
        await terminal.RunAsync("logs parser --raw");
        Assert.EndsWith("<==\none", terminal.Out, StringComparison.Ordinal);
        Assert.Equal(log.Length, bytes.Length);
    }

    [Theory]
    [InlineData("logs core --task 9", "core has no task 9; its tasks: 1, 2")]
    [InlineData("logs core --task 1 --attempt 2", "core #1 has no attempt 2; its attempts: 1")]
    [InlineData("logs api --attempt 1", "api has no attempt 1; its attempts: none yet")]
    public async Task A_task_or_an_attempt_that_does_not_exist_is_an_error(string line, string message)
    {
        using var test = Saved();
        Assert.Equal(2, await test.RunAsync(line));
        Assert.Contains(message, test.Error, StringComparison.Ordinal);
        Assert.Empty(test.Out);
    }

    [Fact]
    public async Task On_a_terminal_a_log_cannot_steer_it()
    {
        using var test = new TestConsole { IsTerminal = true };
        CannedRun.Mixed().Save(test.Folder.Path);
        test.Folder.Write($".choo/runs/{CannedRun.Id}/logs/parser-1-1-agent.log", "one\e[2J\r\ntwo\n");
        await test.RunAsync("logs parser");
        Assert.Contains("one\ntwo\n", test.Out, StringComparison.Ordinal);
    }

    private static TestConsole Saved()
    {
        var test = new TestConsole();
        Write(test, CannedRun.Mixed().Save(test.Folder.Path));
        return test;
    }

    private static void Write(TestConsole test, CannedRun run)
    {
        foreach (var e in run.Events)
        {
            var name = e.Data switch
            {
                AgentInvoked invoked => invoked.Log,
                ValidationPassed passed => passed.Evidence.Log,
                ValidationFailed failed => failed.Evidence?.Log,
                BaselinePassed passed => passed.Evidence[0].Log,
                _ => null,
            };
            if (name is not null)
            {
                test.Folder.Write($".choo/runs/{CannedRun.Id}/logs/{name}", $"content of {name}\n");
            }
        }
    }
}
